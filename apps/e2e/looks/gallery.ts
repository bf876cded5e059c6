import { collection, estateOfAll } from '@keyward/contract';
import { expect, type Browser, type Page } from '@playwright/test';

import { consoleApi, type ConsoleApi } from '../people/console-api.ts';
import { comeIn } from '../people/person.ts';
import type { SignedIn } from '../people/signed-in.ts';
import type { Product } from '../product/start-product.ts';
import { test as base } from '../test.ts';
import { holdStill } from './hold-still.ts';
import { needsSomethingToRun, type Look, type Onlooker } from './look.ts';
import { openLook } from './open-look.ts';
import { followQuiet, type Quiet } from './quiet.ts';
import {
  makeSomethingRun,
  makeSomethingToShow,
  type Shown,
} from './something-to-show.ts';

/** Somebody in front of a browser of their own, who looks at one page after the other. */
export interface Visit {
  page: Page;
  quiet: Quiet;
  /** Opens a look; `inside` goes there as a link of the console does, which spares loading it anew. */
  open: (look: Look, how?: 'inside' | 'anew') => Promise<void>;
}

interface VisitOptions {
  /** Without what is different at each start and on each day. */
  isStill?: boolean;
}

/** A product in which something of everything is shown, and nothing else happens. */
export interface Gallery {
  visit(
    browser: Browser,
    onlooker: Onlooker,
    options?: VisitOptions,
  ): Promise<Visit>;
}

/** Before anybody looks: every target was asked for everything, so that no page is the first to ask. */
async function readEstate(admin: ConsoleApi): Promise<void> {
  for (const name of collection.options) {
    await expect
      .poll(
        async () => {
          const answer = await admin.get(`/api/estate/${name}?wait=20`);
          const { connections } = estateOfAll.parse(await answer.json());
          return connections
            .filter(({ answer: read }) => read?.refreshing !== false)
            .map((each) => each.name);
        },
        { message: `${name} that are still being read`, timeout: 40_000 },
      )
      .toEqual([]);
  }
}

async function openGallery(
  product: Product,
  signedIn: SignedIn,
  admin: ConsoleApi,
  reviewer: ConsoleApi,
): Promise<Gallery> {
  const [shown] = await Promise.all([
    makeSomethingToShow(admin, reviewer),
    readEstate(admin),
  ]);
  let running: Promise<string> | undefined;
  const idsFor = async (
    look: Look,
  ): Promise<Shown & { runningTask: string | undefined }> => {
    if (needsSomethingToRun(look)) {
      running ??= makeSomethingRun(admin, reviewer);
    }
    return { ...shown, runningTask: await running };
  };
  return {
    visit: async (browser, onlooker, { isStill = false } = {}) => {
      const page =
        onlooker === 'visitor'
          ? await (await browser.newContext({ baseURL: product.url })).newPage()
          : (await comeIn(browser, product, signedIn, onlooker)).page;
      const quiet = followQuiet(page);
      if (isStill) await holdStill(page);
      return {
        page,
        quiet,
        open: async (look, how) => {
          await openLook(page, quiet, look, await idsFor(look), how);
        },
      };
    },
  };
}

/** Tests that look at every page of one product. */
export const test = base.extend<object, { gallery: Gallery }>({
  productOf: ['looks', { scope: 'worker' }],
  gallery: [
    async ({ playwright, product, signedIn }, use) => {
      const apiOf = async (
        username: 'admin' | 'reviewer' | 'helpdesk',
      ): Promise<ConsoleApi> =>
        consoleApi(
          await playwright.request.newContext({
            storageState: await signedIn(username),
          }),
          product.url,
        );
      const admin = await apiOf('admin');
      const reviewer = await apiOf('reviewer');
      // All have signed in before anybody looks at who has.
      await apiOf('helpdesk');
      await use(await openGallery(product, signedIn, admin, reviewer));
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
