import { expect } from '@playwright/test';

import { test, type Visit } from './gallery.ts';
import { ONLOOKERS, type Onlooker } from './look.ts';
import { LOOKS } from './looks.ts';

/** 1280 by 1024 pixels at 400 %. */
const ZOOMED = { width: 320, height: 256 } as const;

/** The innermost elements beyond the right edge of a page that scrolls sideways; empty when it does not. */
const SIDEWAYS = `(() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth <= clientWidth) return [];
  const isOutside = (each) => each.getBoundingClientRect().right > clientWidth + 1 && each.checkVisibility();
  return [...document.querySelectorAll('body *')]
    .filter((each) => isOutside(each) && ![...each.children].some(isOutside))
    .map((each) => each.outerHTML.slice(0, 160));
})()`;

/** Labels of a state that would say it by colour alone: without a word, for somebody who sees none. */
const WORDLESS = `[...document.querySelectorAll('.pf-v6-c-label')]
  .filter((each) => each.checkVisibility() && each.textContent.trim() === '')
  .map((each) => each.outerHTML.slice(0, 120))`;

const MOVING = `document.getAnimations()
  .filter((each) => each.playState === 'running' && each.effect.getComputedTiming().duration > 1)
  .map((each) => each.animationName ?? each.transitionProperty)`;

async function expectNothingLost(
  { page, open }: Visit,
  onlooker: Onlooker,
): Promise<void> {
  for (const look of LOOKS.filter(({ of }) => of[0] === onlooker)) {
    await test.step(look.name, async () => {
      await open(look);
      expect
        .soft(await page.evaluate(SIDEWAYS), `${look.name} scrolls sideways`)
        .toEqual([]);
      expect.soft(await page.evaluate(WORDLESS), look.name).toEqual([]);
      expect.soft(await page.evaluate(MOVING), look.name).toEqual([]);
    });
  }
}

test.describe.configure({ timeout: 300_000 });

for (const onlooker of ONLOOKERS) {
  test(
    `nothing is lost for the ${onlooker} at 400 %, with the system’s own colours and without movement`,
    { tag: '@full' },
    async ({ browser, gallery, consoleGuard }) => {
      const visit = await gallery.visit(browser, onlooker);
      consoleGuard.watch(visit.page);
      consoleGuard.tolerate(/status of 401.*\/api\/session\)/);
      consoleGuard.tolerate(/status of 500.*\/api\/tasks\b/);
      consoleGuard.tolerate(/net::ERR_FAILED.*\/api\/events/);
      await visit.page.setViewportSize(ZOOMED);
      await visit.page.emulateMedia({
        forcedColors: 'active',
        reducedMotion: 'reduce',
      });
      await expectNothingLost(visit, onlooker);
      await visit.page.context().close();
    },
  );
}
