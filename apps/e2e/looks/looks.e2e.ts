import type { Page } from '@playwright/test';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  expectAccessible,
  THEMES,
  type Theme,
} from '../pages/expect-accessible.ts';
import { expect, test } from '../test.ts';
import { holdStill } from './hold-still.ts';
import type { Look, Onlooker } from './look.ts';
import { LOOKS } from './looks.ts';
import { partOf } from './open-look.ts';
import { makeSomethingToShow, type Shown } from './something-to-show.ts';
import { lookAs, startLooking, type OpenLook } from './start-looking.ts';

const DESCRIBED = join(import.meta.dirname, 'described');

const isFullScale = process.env['KEYWARD_TEST_SCALE'] === '1';

const ONLOOKERS: readonly Onlooker[] = [
  'visitor',
  'helpdesk',
  'reviewer',
  'admin',
];

/** All colours at full scale; else one of the first three for each look, by turns, and only for the first who sees it. */
function themesOf(look: Look, onlooker: Onlooker): readonly Theme[] {
  if (isFullScale) return THEMES;
  if (look.of[0] !== onlooker) return [];
  const turn = LOOKS.indexOf(look) % 3;
  return THEMES.slice(turn, turn + 1);
}

function descriptionOf({ name }: Look, onlooker: Onlooker): string {
  return `${name}-${onlooker}.aria.yml`;
}

const softly = expect.configure({ soft: true });

/** The words that stand for a digest, which are others at each start. */
const FOUR_WORDS = /(in four words: |strong: )[a-z]+(?: [a-z]+){3}$/gm;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What a screen reader is told, without the ids in addresses, which are others at each start. */
async function describePart(page: Page, look: Look): Promise<string> {
  const text = await partOf(page, look).ariaSnapshot();
  return `${text.replaceAll(UUID, 'ID').replaceAll(FOUR_WORDS, '$1FOUR WORDS')}\n`;
}

/** Compared as text, since a snapshot that Playwright generates does not match itself once every child counts. */
async function expectAsDescribed(
  page: Page,
  look: Look,
  onlooker: Onlooker,
): Promise<void> {
  const file = join(DESCRIBED, descriptionOf(look, onlooker));
  await expect(page.locator('.kw-estate-status .pf-v6-c-spinner')).toHaveCount(
    0,
  );
  if (test.info().config.updateSnapshots === 'all') {
    writeFileSync(file, await describePart(page, look));
  }
  await softly
    .poll(() => describePart(page, look), {
      message: `what is told of ${look.name}`,
      timeout: 5_000,
    })
    .toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
  const themes = themesOf(look, onlooker);
  if (themes.length > 0) await expectAccessible(page, themes);
}

/** Goes from look to look as from page to page; what was acted on is left behind by loading anew. */
async function expectEachAsDescribed(
  page: Page,
  open: OpenLook,
  onlooker: Onlooker,
): Promise<void> {
  let isAsLoaded = false;
  for (const look of LOOKS.filter(({ of }) => of.includes(onlooker))) {
    const how = isAsLoaded ? 'inside' : 'anew';
    isAsLoaded = look.state === undefined && onlooker !== 'visitor';

    await test.step(look.name, async () => {
      await open(page, look, how);
      await expectAsDescribed(page, look, onlooker);
    });
  }
}

// One product for all of them, in which nothing else happens.
test.use({ productOf: 'looks' });
test.describe.configure({ mode: 'default', timeout: 300_000 });

let shown: Promise<Shown> | undefined;

for (const onlooker of ONLOOKERS) {
  test(
    `every page and state is as it was described for the ${onlooker}, and accessible`,
    { tag: '@full' },
    async ({ browser, product, signedIn, person, consoleGuard }) => {
      const [admin, reviewer] = [
        await person('admin'),
        await person('reviewer'),
      ];
      shown ??= makeSomethingToShow(admin.api, reviewer.api);
      const open = startLooking(await shown, admin.api, reviewer.api);
      const page = await lookAs(browser, product, signedIn, onlooker);
      consoleGuard.watch(page);
      // One look is of a password that is refused.
      consoleGuard.tolerate(/status of 401.*\/api\/session\)/);
      await holdStill(page);
      await expectEachAsDescribed(page, open, onlooker);
      await page.context().close();
    },
  );
}

test(
  'every look has its description, and no description is left without one',
  { tag: '@full' },
  () => {
    expect(readdirSync(DESCRIBED).toSorted()).toEqual(
      LOOKS.flatMap((look) =>
        look.of.map((onlooker) => descriptionOf(look, onlooker)),
      ).toSorted(),
    );
  },
);
