import { defineConfig } from '@playwright/test';

const chromium =
  process.env['KEYWARD_CHROMIUM'] ??
  process.env['CHROMIUM_BIN'] ??
  '/usr/bin/chromium';

const isFullScale = process.env['KEYWARD_TEST_SCALE'] === '1';

/** Browser tests against the built product: `npm test` finds the Chromium and builds first. */
export default defineConfig({
  testDir: 'apps/e2e',
  projects: [
    // First, since they share one product and so run one after the other, beside all others.
    { name: 'looks', testMatch: 'looks/*.e2e.ts' },
    {
      name: 'pages',
      testMatch: '**/*.e2e.ts',
      testIgnore: [
        'looks/*.e2e.ts',
        // Goes through every form again only to look at what stays behind: part of `npm run test:canaries`.
        ...(isFullScale ? [] : ['**/canaries.e2e.ts']),
      ],
    },
  ],
  // Component tests try these too, without the browser; at full scale they run here as well.
  ...(isFullScale ? {} : { grepInvert: /@full/ }),
  outputDir: 'test-results',
  // Each worker runs a whole product of its own, and most of a test is waiting for a simulated target.
  workers: 4,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    // A trace costs a quarter of the time; `playwright test --trace on` makes one of what failed.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: chromium },
  },
});
