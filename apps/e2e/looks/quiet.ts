import type { Page, Request } from '@playwright/test';

/** A page whose requests are followed from its first one on. */
export interface Quiet {
  /** Waits until nothing on the page is being read, loaded or drawn, and has not been for a while. */
  until(forMs?: number): Promise<void>;
}

const LONGEST_MS = 30_000;

/** Stays open as long as the page does. */
const STREAM = '/api/events';

/** What a page that is still being read shows; `Reading back` is the name of a step. */
const BUSY = `[...document.querySelectorAll('[aria-busy="true"], .pf-v6-c-skeleton, .pf-v6-c-spinner')]
  .filter((each) => each.checkVisibility())
  .map((each) => each.className || each.tagName)`;
const READING = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.nodeValue.trim();
    if (/^(?:(?:· )?reading (?!back)|connecting)/i.test(text)) found.push(text);
  }
  return found;
})()`;

/** Brings transitions to their end; endless ones, such as a spinner's, have none. */
const SETTLE = `Promise.all([
  document.fonts.ready,
  document.getAnimations()
    .filter((each) => each.effect.getComputedTiming().endTime !== Infinity)
    .forEach((each) => each.finish()),
])`;

/** Nothing was drawn for so long, as the page itself sees it: what the page still has to do comes first. */
function stillFor(ms: number): string {
  return `new Promise((resolve) => {
    let since = performance.now();
    const observer = new MutationObserver(() => { since = performance.now(); });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    const look = () => {
      if (performance.now() - since < ${String(ms)}) return setTimeout(look, 25);
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    };
    setTimeout(look, ${String(ms)});
    setTimeout(() => { observer.disconnect(); resolve(); }, 5_000);
  })`;
}

/** Follows what a page asks for; before it is opened. */
export function followQuiet(page: Page): Quiet {
  const asked = new Set<Request>();
  page.on('request', (request) => {
    if (!request.url().includes(STREAM)) asked.add(request);
  });
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
  const whatIsNotQuiet = async (): Promise<readonly string[]> => [
    ...[...asked].map((request) => request.url()),
    ...(await page.evaluate<string[]>(BUSY)),
    ...(await page.evaluate<string[]>(READING)),
  ];
  return {
    until: async (forMs = 100) => {
      const deadline = performance.now() + LONGEST_MS;
      for (;;) {
        await page.evaluate(stillFor(forMs));
        const loud = await whatIsNotQuiet();
        if (loud.length === 0) break;
        if (performance.now() > deadline) {
          throw new Error(
            `${page.url()} is not quiet after ${String(LONGEST_MS / 1000)} s: ${loud.join(', ')}`,
          );
        }
      }
      await page.evaluate(SETTLE);
    },
  };
}
