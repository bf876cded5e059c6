import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most component tests wait for a database, a simulator or a lease; one worker per core would idle.
    maxWorkers: 3,
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
        test: {
          name: 'web',
          environment: 'jsdom',
          setupFiles: ['apps/web/src/testing/setup.ts'],
          testTimeout: 30_000,
          include: [
            'apps/web/src/**/*.test.{ts,tsx}',
            'packages/ui/src/**/*.test.tsx',
          ],
        },
      },
    ],
  },
});
