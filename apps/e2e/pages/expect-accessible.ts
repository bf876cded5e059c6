import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const EVERYTHING: axe.RunOnly = {
  type: 'tag',
  values: [
    'wcag2a',
    'wcag2aa',
    'wcag21a',
    'wcag21aa',
    'wcag22a',
    'wcag22aa',
    'best-practice',
  ],
};

/** What the colours cannot change has been looked at in light ones. */
const COLOURS: axe.RunOnly = {
  type: 'rule',
  values: ['color-contrast', 'link-in-text-block'],
};

/**
 * Brings transitions to their end; endless ones, such as a spinner's, have none. Colours are inherited, so that one
 * that ends may start another further in.
 */
const SETTLE = `(async () => {
  for (let frame = 0; frame < 60; frame += 1) {
    const moving = document.getAnimations()
      .filter((each) => each.effect.getComputedTiming().endTime !== Infinity);
    if (moving.length === 0) return;
    moving.forEach((each) => each.finish());
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
})()`;

/** The colours that a person can choose, each by the wish of the system that the page follows by itself. */
const WISHES = {
  light: { colorScheme: 'light', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  'high contrast': { colorScheme: 'light', contrast: 'more' },
  'dark, high contrast': { colorScheme: 'dark', contrast: 'more' },
} as const;
export type Theme = keyof typeof WISHES;
export const THEMES: readonly Theme[] = [
  'light',
  'dark',
  'high contrast',
  'dark, high contrast',
];

/** Shows a page in these colours, and without movement. */
async function showIn(page: Page, theme: Theme): Promise<void> {
  const { colorScheme, contrast } = WISHES[theme];
  await page.emulateMedia({ colorScheme, contrast, reducedMotion: 'reduce' });
  // Pages without scripts leave the choice to the browser.
  await expect(page.locator('html')).toHaveCSS(
    'color-scheme',
    new RegExp(`^(light dark|${colorScheme})$`),
  );
}

/**
 * No rule of WCAG 2.0 to 2.2 A and AA and of best practice is broken in the first of these colours, and the contrasts
 * hold in the others too.
 */
export async function expectAccessible(
  page: Page,
  themes: readonly Theme[] = ['light', 'dark'],
): Promise<void> {
  for (const [index, theme] of themes.entries()) {
    await expectNone(page, theme, index === 0 ? EVERYTHING : COLOURS);
  }
}

async function expectNone(
  page: Page,
  theme: Theme,
  runOnly: axe.RunOnly,
): Promise<void> {
  await showIn(page, theme);
  await page.evaluate(SETTLE);
  expect
    .soft(await violations(page, runOnly), `${page.url()} in ${theme} colours`)
    .toEqual([]);
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
