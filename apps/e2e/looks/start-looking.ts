import type { Browser, Page } from '@playwright/test';

import type { ConsoleApi } from '../people/console-api.ts';
import { comeIn } from '../people/person.ts';
import type { SignedIn } from '../people/signed-in.ts';
import type { Product } from '../product/start-product.ts';
import { needsSomethingToRun, type Look, type Onlooker } from './look.ts';
import { openLook } from './open-look.ts';
import { makeSomethingRun, type Shown } from './something-to-show.ts';

/** Opens any look of a product that has something to show. */
export type OpenLook = (
  page: Page,
  look: Look,
  how?: 'inside' | 'anew',
) => Promise<void>;

/** Opens the looks of a product that holds what is shown; the two make something run when a look needs it. */
export function startLooking(
  shown: Shown,
  admin: ConsoleApi,
  reviewer: ConsoleApi,
): OpenLook {
  let runningTask: string | undefined;
  return async (page, look, how) => {
    if (needsSomethingToRun(look)) {
      runningTask ??= await makeSomethingRun(admin, reviewer);
    }
    await openLook(page, look, { ...shown, runningTask }, how);
  };
}

/** A browser of their own for somebody who looks. */
export async function lookAs(
  browser: Browser,
  product: Product,
  signedIn: SignedIn,
  onlooker: Onlooker,
): Promise<Page> {
  if (onlooker !== 'visitor') {
    return (await comeIn(browser, product, signedIn, onlooker)).page;
  }
  const context = await browser.newContext({ baseURL: product.url });
  return context.newPage();
}
