import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.mjs';
import { systemPostgres } from './system-postgres.mjs';

/**
 * What `npm test` runs, in order. Neighbours of kind `check` share nothing and may overlap; a
 * `runner` writes its results as JSON to the file it is given, in the shape `results` names.
 */
export const stages = [
  // The longest first: the others fit beside it.
  check('lint', 'eslint', [
    '--max-warnings',
    '0',
    '--cache',
    '--cache-location',
    'node_modules/.cache/eslint/',
    '.',
  ]),
  check('format', 'prettier', ['--check', '--log-level=warn', '.']),
  check('types', 'tsc', ['-p', 'tsconfig.json']),
  check('types-web', 'tsc', ['-p', 'apps/web/tsconfig.json']),
  check('boundaries', 'node', ['packages/tooling/src/boundaries.mjs']),
  check('knip', 'knip', ['--no-progress']),
  vitest('unit'),
  vitest('component'),
  // At full scale: the same server code once more, on the PostgreSQL of the distribution where there is one.
  {
    ...vitest('component'),
    name: 'system-postgres',
    args: (file) => [
      ...vitest('component').args(file),
      '--exclude=packages/database/test/embedded/**',
      'packages/database',
      'packages/task-engine',
    ],
    env: () => ({ PG_BIN: systemPostgres() }),
    isThere: () => isFullScale() && systemPostgres() !== undefined,
  },
  vitest('web', ['web', 'web-alone']),
  { name: 'build', kind: 'build' },
  {
    name: 'browser',
    kind: 'runner',
    results: 'playwright',
    command: 'playwright',
    args: () => ['test', '--reporter=list,json'],
    env: (file, chromium) => ({
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      KEYWARD_CHROMIUM: chromium,
    }),
    needsChromium: true,
    isThere: () => existsSync(join(repositoryRoot, 'playwright.config.ts')),
  },
];

/** The usual run samples, so that it stays under ten minutes on two cores. */
function isFullScale() {
  return Number(process.env['KEYWARD_TEST_SCALE'] ?? '0') >= 1;
}

function check(name, command, args) {
  return { name, kind: 'check', command, args };
}

function vitest(name, projects = [name]) {
  return {
    name,
    kind: 'runner',
    results: 'vitest',
    command: 'vitest',
    args: (file) => [
      'run',
      ...projects.map((project) => `--project=${project}`),
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    env: () => ({}),
  };
}
