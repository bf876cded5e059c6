import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const EVERYTHING: axe.RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
};

/** What the colours cannot change has been looked at in light ones. */
const COLOURS: axe.RunOnly = {
  type: 'rule',
  values: ['color-contrast', 'link-in-text-block'],
};

/** Brings transitions to their end; endless ones, such as a spinner's, have none. */
const SETTLE = `document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().endTime !== Infinity)
  .forEach((each) => each.finish())`;

/** No rule of WCAG 2.2 A and AA is broken in light colours, and the contrasts hold in dark ones too. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNone(page, 'light', EVERYTHING);
  await expectNone(page, 'dark', COLOURS);
}

async function expectNone(
  page: Page,
  colorScheme: 'light' | 'dark',
  runOnly: axe.RunOnly,
): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  // Pages without scripts leave the choice to the browser.
  await expect(page.locator('html')).toHaveCSS(
    'color-scheme',
    new RegExp(`^(light dark|${colorScheme})$`),
  );
  await page.evaluate(SETTLE);
  expect(
    await violations(page, runOnly),
    `${page.url()} in ${colorScheme} colours`,
  ).toEqual([]);
}

/** Each broken rule with its elements. The pages have no frames, which would be looked at by themselves. */
async function violations(
  page: Page,
  runOnly: axe.RunOnly,
): Promise<readonly string[]> {
  // Half a megabyte of rules: once for each document.
  if (!(await page.evaluate<boolean>('"axe" in window'))) {
    await page.evaluate(axe.source);
  }
  const options = { runOnly, resultTypes: ['violations'] };
  return page.evaluate<readonly string[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
      violations.map(({ id, nodes }) =>
        id + ': ' + nodes.map((node) => node.target.join(' ')).join(', ')))`,
  );
}
