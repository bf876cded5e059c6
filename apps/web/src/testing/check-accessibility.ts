import axe from 'axe-core';
import { expect } from 'vitest';

/** Rules that need a layout or real colours, which jsdom has not; the browser tests check them. */
const NEEDS_LAYOUT = [
  'color-contrast',
  'target-size',
  'scrollable-region-focusable',
];

/** Fails with the rule and the element of every accessibility violation in the document. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    // Of the rules that hold, every element would be described as well.
    resultTypes: ['violations'],
    rules: Object.fromEntries(
      NEEDS_LAYOUT.map((rule) => [rule, { enabled: false }]),
    ),
  });
  expect(
    violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
    ),
  ).toEqual([]);
}
