import type { Page } from '@playwright/test';

/** What the shell loads two seconds after the first paint, when nobody waits for a page any more. */
const LATER = 'script /assets/watch-';

/**
 * What a page fetches from now on, one list for each time a document is opened; the event stream is one of them. A list
 * ends where the shell begins to load what is for later.
 */
export function requestsOfLoads(page: Page): string[][] {
  const loads: string[][] = [];
  let isOver = false;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) {
      loads.push([]);
      isOver = false;
    }
    const { pathname, search } = new URL(request.url());
    const asked = `${request.resourceType()} ${pathname}${search}`;
    isOver ||= asked.startsWith(LATER);
    if (!isOver) loads.at(-1)?.push(asked);
  });
  return loads;
}
