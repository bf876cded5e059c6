import type { Page } from '@playwright/test';

/** What a page fetches from now on, one list for each time a document is opened; the event stream is one of them. */
export function requestsOfLoads(page: Page): string[][] {
  const loads: string[][] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads.push([]);
    const { pathname, search } = new URL(request.url());
    loads.at(-1)?.push(`${request.resourceType()} ${pathname}${search}`);
  });
  return loads;
}
