import type { Page } from '@playwright/test';

import { expect, test } from '../test.ts';
import type { Onlooker } from './look.ts';
import { LOOKS } from './looks.ts';
import { makeSomethingToShow } from './something-to-show.ts';
import { lookAs, startLooking, type OpenLook } from './start-looking.ts';

/** 1280 by 1024 pixels at 400 %. */
const ZOOMED = { width: 320, height: 256 } as const;

const SIDEWAYS =
  'document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth';

/** Labels of a state that would say it by colour alone: without a word, for somebody who sees none. */
const WORDLESS = `[...document.querySelectorAll('.pf-v6-c-label')]
  .filter((each) => each.checkVisibility() && each.textContent.trim() === '')
  .map((each) => each.outerHTML.slice(0, 120))`;

const MOVING = `document.getAnimations()
  .filter((each) => each.playState === 'running' && each.effect.getComputedTiming().duration > 1)
  .map((each) => each.animationName ?? each.transitionProperty)`;

async function expectNothingLost(
  page: Page,
  open: OpenLook,
  onlooker: Onlooker,
) {
  for (const look of LOOKS.filter(({ of }) => of[0] === onlooker)) {
    await test.step(look.name, async () => {
      await open(page, look);
      expect
        .soft(await page.evaluate(SIDEWAYS), `${look.name} scrolls sideways`)
        .toBeLessThanOrEqual(0);
      expect.soft(await page.evaluate(WORDLESS), look.name).toEqual([]);
      expect.soft(await page.evaluate(MOVING), look.name).toEqual([]);
    });
  }
}

test.use({ productOf: 'zoomed' });
test.describe.configure({ timeout: 300_000 });

test(
  'nothing is lost at 400 %, with the system’s own colours and without movement',
  { tag: '@full' },
  async ({ browser, product, signedIn, person, consoleGuard }) => {
    const [admin, reviewer] = [await person('admin'), await person('reviewer')];
    const shown = await makeSomethingToShow(admin.api, reviewer.api);
    const open = startLooking(shown, admin.api, reviewer.api);
    consoleGuard.tolerate(/status of 401.*\/api\/session\)/);
    for (const onlooker of [
      'visitor',
      'helpdesk',
      'reviewer',
      'admin',
    ] as const) {
      const page = await lookAs(browser, product, signedIn, onlooker);
      consoleGuard.watch(page);
      await page.setViewportSize(ZOOMED);
      await page.emulateMedia({
        forcedColors: 'active',
        reducedMotion: 'reduce',
      });
      await expectNothingLost(page, open, onlooker);
      await page.context().close();
    }
  },
);
