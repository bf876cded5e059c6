import type { Browser, BrowserContextOptions } from '@playwright/test';

/** How one first load of a page went. */
export interface FirstSight {
  /** Largest contentful paint, milliseconds since the navigation. */
  lcpMs: number;
  /** Cumulative layout shift. */
  cls: number;
  requests: number;
}

const WATCH = `(() => {
  const seen = (globalThis.seen = { lcpMs: 0, cls: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcpMs = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.cls += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
})()`;

/** Opens a page with nothing in any cache, until it has been quiet for a second. @param slower factor for the processor */
export async function loadOnce(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
  slower = 1,
): Promise<FirstSight> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  await page.addInitScript({ content: WATCH });
  if (slower > 1) {
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  }
  let requests = 0;
  let lastAt = Date.now();
  page.on('request', () => {
    requests += 1;
    lastAt = Date.now();
  });
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const quiet = 1000 * Math.min(slower, 2);
  while (Date.now() - lastAt < quiet) await page.waitForTimeout(100);
  const { lcpMs, cls } = await page.evaluate<{ lcpMs: number; cls: number }>(
    'globalThis.seen',
  );
  await context.close();
  return { lcpMs, cls, requests };
}
