import { expect, type Locator, type Page } from '@playwright/test';

import { addressOf, type Ids, type Look } from './look.ts';
import type { Quiet } from './quiet.ts';

/** Opens a look and waits until nothing on it is still being read. */
export async function openLook(
  page: Page,
  quiet: Quiet,
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
    await page.unrouteAll();
    await look.before?.(page);
    await page.goto(address);
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    look.heading,
  );
  await quiet.until();
  if (look.state === undefined) return;
  await look.state(page);
  await quiet.until();
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
    case 'banner':
      return page.getByRole('banner');
  }
}
