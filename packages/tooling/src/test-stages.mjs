import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.mjs';
import { systemPostgres } from './system-postgres.mjs';

/**
 * What `npm test` runs. Stages `beside` others share nothing and run two at a time, in this order: the
 * component tests wait as much as they work, so others fit beside them. Patient ones run beside all of these, two at a
 * time as well, and only when the machine has nothing else to do, so they slow no test down. A `runner`
 * writes its results as JSON to the file it is given, in the shape `results` names.
 */
export const stages = [
  // The longest first.
  beside({ ...vitest('component'), isShown: true }),
  beside(vitest('web', ['web', 'web-alone'], ['--maxWorkers=2'])),
  beside(vitest('unit', ['unit'], ['--maxWorkers=2'])),
  // By itself: projects of one run share what they transform, and this one transforms every word.
  beside(vitest('web-pseudo', [], ['--config=vitest.pseudo.config.ts'])),
  // Much is made and thrown away at once: room for it halves the time that collecting it takes.
  patient('types-and-lint', 'node', [
    '--max-semi-space-size=64',
    'packages/tooling/src/types-and-lint.mjs',
  ]),
  patient('format', 'prettier', ['--check', '--log-level=warn', '.']),
  patient('knip', 'knip', ['--no-progress']),
  patient('boundaries', 'node', ['packages/tooling/src/boundaries.mjs']),
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
    isShown: true,
    env: () => ({ PG_BIN: systemPostgres() }),
    isThere: () => isFullScale() && systemPostgres() !== undefined,
  },
  { name: 'build', kind: 'build' },
  // Sizes of files only, so every run holds every page to its budget.
  {
    name: 'bundle',
    kind: 'check',
    command: 'node',
    args: ['bench/bundle.ts'],
  },
  {
    name: 'browser',
    kind: 'runner',
    isShown: true,
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

function patient(name, command, args) {
  return { name, kind: 'check', command, args, isPatient: true };
}

function beside(stage) {
  return { ...stage, isBeside: true };
}

function vitest(name, projects = [name], more = []) {
  return {
    name,
    kind: 'runner',
    results: 'vitest',
    command: 'vitest',
    args: (file) => [
      'run',
      ...projects.map((project) => `--project=${project}`),
      ...more,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    env: () => ({}),
  };
}
