import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Lets transitions come to their end; endless ones, such as a spinner's, do not count. */
const SETTLE = `Promise.allSettled(
  document.getAnimations()
    .filter((each) => each.effect.getComputedTiming().endTime !== Infinity)
    .map((each) => each.finished),
)`;

/** No rule of WCAG 2.2 A and AA is broken in light colours, and the contrasts hold in dark ones too. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNone(page, 'light', (axe) => axe.withTags(RULES));
  // What the colours cannot change has been looked at.
  await expectNone(page, 'dark', (axe) =>
    axe.withRules(['color-contrast', 'link-in-text-block']),
  );
}

async function expectNone(
  page: Page,
  colorScheme: 'light' | 'dark',
  choose: (axe: AxeBuilder) => AxeBuilder,
): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  // Pages without scripts leave the choice to the browser.
  await expect(page.locator('html')).toHaveCSS(
    'color-scheme',
    new RegExp(`^(light dark|${colorScheme})$`),
  );
  await page.evaluate(SETTLE);
  // The pages have no frames, so the results need no page of their own to be joined on.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await choose(axe).analyze();
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect(found, `${page.url()} in ${colorScheme} colours`).toEqual([]);
}
