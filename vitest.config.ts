import { inlineMessages } from '@keyward/messages/vite';
import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const webTests = [
  'apps/web/src/**/*.test.{ts,tsx}',
  'packages/ui/src/**/*.test.tsx',
];

/** Tests that replace a module, or look at what loading one does: they share none with other files. */
const webTestsAlone = [
  'apps/web/src/app/jitless.test.ts',
  ...globSync(webTests, { cwd: import.meta.dirname }).filter((file) =>
    /\bvi\.(do)?mock\(|\bvi\.resetModules\(/i.test(
      readFileSync(new URL(file, import.meta.url), 'utf8'),
    ),
  ),
];

const web = {
  environment: 'jsdom',
  setupFiles: ['apps/web/src/testing/setup.ts'],
  testTimeout: 60_000,
};

export default defineConfig({
  test: {
    // Most component tests wait for a database, a simulator or a lease; one worker per core would idle.
    maxWorkers: 4,
    projects: [
      {
        test: {
          name: 'unit',
          globalSetup: 'packages/tooling/src/vitest-global-setup.ts',
          include: ['packages/*/src/**/*.test.ts', 'apps/bff/src/**/*.test.ts'],
          exclude: ['packages/ui/**'],
        },
      },
      {
        test: {
          name: 'component',
          // Files share what they import: loading the whole console for each of a hundred files costs minutes.
          isolate: false,
          globalSetup: 'packages/tooling/src/vitest-global-setup.ts',
          include: [
            'packages/*/test/**/*.test.ts',
            'apps/bff/test/**/*.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [inlineMessages()],
        test: {
          ...web,
          name: 'web',
          // Files share what they import: loading the whole app for each of fifty files costs more than the tests.
          isolate: false,
          include: webTests,
          exclude: webTestsAlone,
        },
      },
      {
        plugins: [inlineMessages()],
        test: { ...web, name: 'web-alone', include: webTestsAlone },
      },
    ],
  },
});
