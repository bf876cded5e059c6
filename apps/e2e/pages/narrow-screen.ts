import { expect, type Page } from '@playwright/test';

/** A phone held upright. */
export const PHONE = { width: 390, height: 844 } as const;

/** Side of the smallest target that a finger meets, in CSS pixels (WCAG 2.2, 2.5.8). */
const SMALLEST = 24;

/**
 * Runs in the page: how far it scrolls sideways, and what can be tapped but is too small. A link inside a sentence is
 * as high as its line, and what stands far enough from every other target may be smaller; both are exceptions of the
 * criterion.
 */
const MEASURE = `(() => {
  const targets = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, [role=button], [role=tab], summary')]
    .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .map((each) => {
      const label = each.labels?.[0];
      const own = each.getBoundingClientRect();
      const box = label && ['checkbox', 'radio'].includes(each.type) ? label.getBoundingClientRect() : own;
      return { each, own, width: Math.max(own.width, box.width), height: Math.max(own.height, box.height) };
    })
    .filter(({ own }) => own.width > 1 && own.height > 1);
  const isInText = (each) => {
    if (each.tagName !== 'A' && !each.classList.contains('pf-m-inline')) return false;
    return getComputedStyle(each).display.startsWith('inline');
  };
  const centre = ({ own }) => [own.left + own.width / 2, own.top + own.height / 2];
  const isAlone = (one) => targets.every((other) => {
    if (other === one || other.each.contains(one.each) || one.each.contains(other.each)) return true;
    const [x, y] = centre(one);
    const dx = Math.max(other.own.left - x, 0, x - other.own.right);
    const dy = Math.max(other.own.top - y, 0, y - other.own.bottom);
    return Math.hypot(dx, dy) >= ${String(SMALLEST / 2)};
  });
  const edge = document.scrollingElement.clientWidth;
  const isOutside = (each) => each.getBoundingClientRect().right > edge + 1 && each.checkVisibility();
  return {
    outside: document.scrollingElement.scrollWidth <= edge ? [] : [...document.querySelectorAll('body *')]
      .filter((each) => isOutside(each) && ![...each.children].some(isOutside))
      .map((each) => each.outerHTML.slice(0, 160)),
    sideways: document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
    small: targets
      .filter((one) => (one.width < ${String(SMALLEST)} || one.height < ${String(SMALLEST)}) && !isInText(one.each) && !isAlone(one))
      .map(({ each, width, height }) => (each.getAttribute('aria-label') ?? each.textContent.trim().slice(0, 40)) + ' ' + Math.round(width) + 'x' + Math.round(height)),
  };
})()`;

interface Measured {
  /** The innermost elements beyond the right edge. */
  outside: readonly string[];
  sideways: number;
  small: readonly string[];
}

/** The page scrolls down only, and whatever can be tapped is large enough for a finger. */
export async function expectFits(page: Page): Promise<void> {
  await expect(
    page.locator('[aria-busy="true"], .pf-v6-c-skeleton'),
  ).toHaveCount(0);
  const { outside, sideways, small } = await page.evaluate<Measured>(MEASURE);
  expect
    .soft(sideways, `${page.url()} scrolls sideways: ${outside.join(', ')}`)
    .toBeLessThanOrEqual(0);
  expect.soft(small, `${page.url()} has small targets`).toEqual([]);
}
