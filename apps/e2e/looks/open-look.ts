import { expect, type Locator, type Page } from '@playwright/test';

import { addressOf, type Ids, type Look } from './look.ts';

/** Brings transitions to their end; endless ones, such as a spinner's, have none. */
const SETTLE = `Promise.all([
  document.fonts.ready,
  document.getAnimations()
    .filter((each) => each.effect.getComputedTiming().endTime !== Infinity)
    .forEach((each) => each.finish()),
])`;

/**
 * Opens a look and waits until nothing on it is still being read. `inside` goes there as a link of the console does,
 * which spares loading it anew.
 */
export async function openLook(
  page: Page,
  look: Look,
  ids: Ids,
  how: 'inside' | 'anew' = 'anew',
): Promise<void> {
  const address = addressOf(look, ids);
  if (how === 'inside') {
    // The router listens to it.
    await page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(address)})`,
    );
  } else {
    await page.goto(address);
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    look.heading,
  );
  await expectRead(page);
  await look.state?.(page);
  await expectRead(page);
  await page.evaluate(SETTLE);
}

async function expectRead(page: Page): Promise<void> {
  await expect(
    page.locator('[aria-busy="true"], .pf-v6-c-skeleton'),
  ).toHaveCount(0);
  // The estate is read at its targets, which takes seconds.
  await expect(
    page.getByRole('status').filter({ hasText: /^Reading / }),
  ).toHaveCount(0, { timeout: 30_000 });
}

/** What of the page a look is about. */
export function partOf(page: Page, { part = 'content' }: Look): Locator {
  switch (part) {
    case 'content':
      return page.getByRole('main');
    case 'page':
      return page.locator('body');
    case 'dialog':
      return page.getByRole('dialog');
  }
}
