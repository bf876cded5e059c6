import * as contract from '@keyward/contract';
import { LANGUAGE } from '@keyward/messages';

import { fieldWords } from '../wording/field-words.ts';

/** Letters that the test language writes with an accent: a word with a plain one of them never was in the catalogue. */
const ACCENTED_LETTER = /[aeiouycnsz]/i;
const WORD = /\p{Letter}{2,}/gu;
/** A fingerprint, or a group of one. */
const HEX = /^[\da-f:\s]+$/i;
const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt'] as const;

/** What `Intl` writes in the language of the build. */
function intlWords(): string[] {
  const words = new Set<string>();
  const add = (text: string): void => {
    for (const [word] of text.matchAll(WORD)) words.add(word.toLowerCase());
  };
  const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' });
  for (const unit of ['second', 'minute', 'hour', 'day'] as const) {
    for (const count of [-2, -1, 0, 1, 2]) add(relative.format(count, unit));
  }
  const months = new Intl.DateTimeFormat(LANGUAGE, { month: 'short' });
  const zone = new Intl.DateTimeFormat(LANGUAGE, { timeZoneName: 'short' });
  for (let month = 0; month < 12; month += 1) {
    add(months.format(new Date(2026, month, 1)));
    add(zone.format(new Date(2026, month, 1)));
  }
  add(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const list = new Intl.ListFormat(LANGUAGE, { type: 'conjunction' });
  add(list.format(['1', '2']));
  return [...words];
}

/** Every text in plain data, names of members too: a page may show a code as it is. */
function textsIn(value: unknown, found: Set<string>, seen: Set<object>): void {
  if (typeof value === 'string') {
    found.add(value);
    return;
  }
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  const isPlain =
    Array.isArray(value) ||
    value instanceof Map ||
    value instanceof Set ||
    Object.prototype.toString.call(value) === '[object Object]';
  if (!isPlain) return;
  const members =
    value instanceof Map
      ? Array.from<unknown>(value).flat()
      : value instanceof Set
        ? Array.from<unknown>(value)
        : Object.entries<unknown>({ ...value }).flat();
  for (const member of members) textsIn(member, found, seen);
}

function wordsOf(texts: Iterable<string>): Set<string> {
  const words = new Set<string>();
  for (const text of texts) {
    for (const [word] of text.matchAll(WORD)) words.add(word.toLowerCase());
  }
  return words;
}

const FIXED: ReadonlySet<string> = new Set(intlWords());
const CONTRACT = new Set<string>();
textsIn({ ...contract }, CONTRACT, new Set());

/**
 * Texts and labels on the page that came neither out of the catalogue nor from `answers`, nor from the contract's own
 * words: each holds a word that the test language would have written differently.
 */
export function escapedWords(
  answers: readonly unknown[],
  alsoFine: readonly string[] = [],
): string[] {
  const given = new Set<string>(alsoFine);
  for (const answer of answers) textsIn(answer, given, new Set());
  // A field of the interface is named by its words.
  for (const text of [...given]) given.add(fieldWords(text));
  const phrases = [...given, ...CONTRACT]
    .map((text) => text.trim().toLowerCase())
    .filter((text) => text.length > 1)
    .toSorted((one, other) => other.length - one.length);
  const words = wordsOf([...given].filter((text) => !text.includes(' ')));
  const escaped = new Set<string>();
  const look = (text: string, at: string): void => {
    if (!ACCENTED_LETTER.test(text) || HEX.test(text)) return;
    let left = text.toLowerCase();
    const shown = left.trim();
    // A page may break a text it was given at hosts and numbers.
    if (phrases.some((phrase) => phrase.includes(shown))) return;
    for (const phrase of phrases) {
      if (left.includes(phrase)) left = left.replaceAll(phrase, ' ');
    }
    for (const [word] of left.matchAll(WORD)) {
      const isPlain = /^[a-z]+$/.test(word) && ACCENTED_LETTER.test(word);
      if (!isPlain) continue;
      if (FIXED.has(word) || words.has(word)) continue;
      escaped.add(`${at}: ${text}`);
      return;
    }
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    const parent = node.parentElement;
    // Commands and requests are the same in every language.
    if (parent === null || parent.closest('script, style, pre') !== null) {
      continue;
    }
    look(node.textContent ?? '', parent.tagName.toLowerCase());
  }
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of ATTRIBUTES) {
      const text = element.getAttribute(name);
      if (text !== null && element.closest('[aria-hidden="true"]') === null) {
        look(text, `${element.tagName.toLowerCase()} ${name}`);
      }
    }
  }
  look(document.title, 'title of the tab');
  return [...escaped];
}
