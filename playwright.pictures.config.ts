import { defineConfig } from '@playwright/test';

import tests from './playwright.config.ts';

/** Pictures of the built product: `npm run test:visual` compares them, `npm run tour` makes those of docs/tour.md. */
export default defineConfig({
  ...tests,
  projects: [
    { name: 'pictures', testMatch: ['**/*.visual.ts', '**/*.tour.ts'] },
  ],
  workers: 2,
  fullyParallel: false,
  expect: {
    ...tests.expect,
    toHaveScreenshot: {
      pathTemplate: '{testDir}/looks/pictures/{arg}{ext}',
      animations: 'disabled',
      caret: 'hide',
      scale: 'css',
      // Less than one letter: the same browser draws the same page.
      maxDiffPixels: 40,
    },
  },
});
