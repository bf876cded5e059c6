import type { Page } from '@playwright/test';

import { expect, test } from './test.ts';

const APPLICATION = '**/assets/start-*.js';

/** Parts that the first frame and the page both draw. */
const PARTS = {
  console: [
    '.pf-v6-c-masthead',
    '.kw-mark-svg',
    '.pf-v6-c-page__main',
    '.kw-mode',
    '.kw-page-title',
    '.kw-page-description',
  ],
  'sign-in': ['.kw-sign-in-box', '.pf-v6-c-title', '.kw-subtle'],
} as const;

/** Whether there is something to see, in each frame from the first one with something. */
const WATCH_FRAMES = `(() => {
  const seen = (globalThis.seen = []);
  const look = () => {
    const isDrawn = document.querySelector('#first, #root > *') !== null;
    if (isDrawn || seen.length > 0) seen.push(isDrawn);
    requestAnimationFrame(look);
  };
  look();
})()`;

/** Where the parts begin, and how high they are; whole pixels. */
function placesIn(
  page: Page,
  root: '#first' | '#root',
  parts: readonly string[],
): Promise<Record<string, number[]>> {
  // As text: these tests are typed without a browser.
  return page.evaluate<Record<string, number[]>>(
    `Object.fromEntries(${JSON.stringify(parts)}.map((part) => {
      const box = document.querySelector('${root} ' + part)?.getBoundingClientRect();
      return [part, box ? [box.x, box.y, box.height].map(Math.round) : []];
    }))`,
  );
}

/** Holds the application back until the returned function is called. */
async function holdApplication(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  await page.route(APPLICATION, async (route) => {
    await promise;
    await route.continue();
  });
  return () => {
    resolve(undefined);
  };
}

for (const [name, viewport] of [
  ['a desk', { width: 1440, height: 900 }],
  ['a phone', { width: 390, height: 844 }],
] as const) {
  test(`on ${name} the home page is drawn where its first frame was, and nothing is blank between`, async ({
    person,
  }) => {
    const { page } = await person('helpdesk');
    await page.setViewportSize(viewport);
    await page.addInitScript({ content: WATCH_FRAMES });
    const release = await holdApplication(page);
    await page.goto('/', { waitUntil: 'commit' });
    const frame = page.locator('#first');
    await expect(frame).toContainText('What needs you now');
    await page.evaluate('document.fonts.ready');
    const before = await placesIn(page, '#first', PARTS.console);
    release();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'What needs you now',
    );
    await expect(frame).toHaveCount(0);
    await expect
      .poll(() => placesIn(page, '#root', PARTS.console))
      .toEqual(before);
    expect(before['.kw-page-title']).toHaveLength(3);
    const seen = await page.evaluate<boolean[]>('globalThis.seen');
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).not.toContain(false);
  });

  test(`on ${name} the sign-in page is drawn where its first frame was`, async ({
    browser,
    product,
    consoleGuard,
  }) => {
    const context = await browser.newContext({
      baseURL: product.url,
      viewport,
    });
    const page = await context.newPage();
    consoleGuard.watch(page);
    const release = await holdApplication(page);
    await page.goto('/tasks', { waitUntil: 'commit' });
    await expect(page.locator('#first')).toContainText('Sign in to Keyward');
    await page.evaluate('document.fonts.ready');
    const before = await placesIn(page, '#first', PARTS['sign-in']);
    release();
    await expect(
      page.getByRole('textbox', { name: 'User name' }),
    ).toBeVisible();
    await expect
      .poll(() => placesIn(page, '#root', PARTS['sign-in']))
      .toEqual(before);
    await context.close();
  });
}

test('the first frame has the chosen colours, and nobody can reach it', async ({
  person,
}) => {
  const { page } = await person('helpdesk');
  await page.goto('/');
  await page.getByRole('button', { name: 'Appearance' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveClass(/pf-v6-theme-dark/);
  const release = await holdApplication(page);
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.locator('#first')).toBeVisible();
  await expect(page.locator('html')).toHaveClass(/pf-v6-theme-dark/);
  await expect(page.getByRole('heading')).toHaveCount(0);
  release();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('an application that cannot be fetched says so, and can be fetched again', async ({
  person,
  consoleGuard,
}) => {
  consoleGuard.tolerate(/ERR_FAILED/);
  const { page } = await person('helpdesk');
  await page.route(APPLICATION, (route) => route.abort());
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText(
    'This page could not be shown',
  );
  await page.unroute(APPLICATION);
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'What needs you now',
  );
});
