import type { Page } from '@playwright/test';

/**
 * Runs in the page: whatever is different on another day, on another machine or after another start is replaced by
 * something of the same shape, now and whenever the page writes again, so that pages can be compared.
 */
const SCRIPT = `(() => {
  if ('heldStill' in globalThis) return;
  globalThis.heldStill = true;
  const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec';
  const ANYWHERE = [
    [/\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b/gi, '0191d3c4-7a1e-7c0f-9d0e-0d4f7c2b1a02'],
    [/\\b(?:[0-9A-Fa-f]{2}:){3,}[0-9A-Fa-f]{2}\\b/g, 'A1:B2:C3:D4:E5:F6:A7:B8'],
    [/\\b(?:[0-9a-f]{4} ){7,}[0-9a-f]{4}\\b/g, 'a1b2 c3d4 e5f6 a7b8'],
    [/(?<![-\\w])(?=[0-9a-f]*\\d)[0-9a-f]{12,}\\b/gi, 'a1b2c3d4e5f6a7b8'],
    [/\\b(127\\.0\\.0\\.1|localhost):\\d+/g, '$1:8443'],
    [/(?<=\\.(?:test|example):)\\d{5}\\b/g, '5696'],
    [/\\b\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z| UTC)?/g, '2026-11-21 09:12 UTC'],
    [/\\b\\d{4}-\\d\\d-\\d\\d\\b/g, '2026-11-21'],
    [new RegExp('\\\\b\\\\d{1,2} (?:' + MONTHS + ')[a-z]* \\\\d{4}(?:,? (?:at )?\\\\d{1,2}:\\\\d\\\\d(?::\\\\d\\\\d)?)?', 'g'), '21 Nov 2026'],
    [/\\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \\d{1,2} [JFMASOND][a-z]+/g, 'Saturday 21 November'],
    [/\\b(?:in )?\\d+ (?:second|minute|hour|day)s?(?: ago)?\\b/g, '5 minutes'],
    [/\\blast update (?:now|\\d+ (?:s|min) ago)/g, 'last update now'],
    [/\\bunder 1 s\\b/g, '5 min'],
    [/\\b\\d+ (?:d|h|min|s|ms)(?: \\d+ (?:h|min|s))?\\b/g, '5 min'],
    [/\\b\\d+ %/g, '40 %'],
    [/\\b\\d\\d:\\d\\d(?::\\d\\d)?\\b/g, '09:12'],
  ];
  const INSIDE = [
    ['time', /^[^]+$/, '21 Nov 2026, 09:12'],
    ['.kw-fingerprint code', /[0-9A-F]{2}/g, 'A1'],
    ['.kw-key-fingerprint code, .kw-key-fingerprint-large', /[0-9a-f]{4}/g, 'a1b2'],
    ['.kw-words', /^(?!in four words).+$/, 'four words to compare'],
    ['.kw-phrase, .kw-notification-facts strong', /^[^]+$/, 'four words to compare'],
  ];
  const still = (text) => ANYWHERE.reduce((so, [what, by]) => so.replace(what, by), text);
  const stillText = (node) => {
    const parent = node.parentElement;
    if (parent === null || parent.closest('script, style') !== null) return;
    const inside = INSIDE.find(([where]) => parent.closest(where) !== null);
    const text = inside === undefined
      ? still(node.nodeValue)
      : node.nodeValue.trim() === '' ? node.nodeValue : node.nodeValue.replace(inside[1], inside[2]);
    if (text !== node.nodeValue) node.nodeValue = text;
  };
  const NAMED = ['title', 'aria-label', 'aria-valuetext'];
  const stillNames = (element) => {
    for (const name of NAMED) {
      const value = element.getAttribute(name);
      if (value !== null && still(value) !== value) element.setAttribute(name, still(value));
    }
  };
  const walk = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return stillText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.currentNode; node !== null; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) stillText(node);
      else stillNames(node);
    }
  };
  const start = () => {
    walk(document.body);
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === 'childList') addedNodes.forEach(walk);
        else if (type === 'characterData') stillText(target);
        else stillNames(target);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: NAMED });
  };
  if (document.body === null) document.addEventListener('DOMContentLoaded', start);
  else start();
})()`;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const DIGEST = /\b[0-9a-f]{16}(?:[0-9a-f]{48})?\b/g;

const FREE_PORT = /(?<=textbox "Port": )"\d{5}"/g;

/** The same for addresses and fields, which the page itself still needs as they are. */
export function withoutIds(description: string): string {
  return description
    .replaceAll(UUID, 'ID')
    .replaceAll(DIGEST, 'DIGEST')
    .replaceAll(FREE_PORT, '"8443"');
}

/** Every page that this one opens is held still; the first one has to come afterwards. */
export async function holdStill(page: Page): Promise<void> {
  await page.addInitScript({ content: SCRIPT });
}
