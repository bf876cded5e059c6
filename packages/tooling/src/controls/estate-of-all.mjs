import { control } from './control.mjs';

const sweep = 'apps/bff/src/connections/estate/estate-sweep.ts';
const sweepTest = 'apps/bff/src/connections/estate/estate-sweep.test.ts';
const matrix = 'apps/bff/src/estate-matrix';

/** Answers about all connections, put together from what each of them says. */
export const estateOfAllControls = [
  control(
    'D3',
    'a slow target keeps no answer about all connections waiting',
    [
      [
        sweep,
        '    await waitAtMost(Promise.all(reads), waitSeconds * 1000);\n',
        '    await Promise.all(reads);\n',
      ],
    ],
    [
      sweepTest,
      'waits for no target longer than it was told, and tells who is still read',
    ],
  ),
  control(
    'D6',
    'one question about all connections asks so many targets at once',
    [[sweep, 'const MOST_AT_ONCE = 16;', 'const MOST_AT_ONCE = 1_600;']],
    [sweepTest, 'reads sixteen targets at once and the others after them'],
  ),
  control(
    'D6',
    'the drift of all connections asks no target',
    [
      [
        'apps/bff/src/drift/read-drift.ts',
        'await sweep.remembered(COLLECTIONS);',
        'await sweep.read(COLLECTIONS, 5);',
      ],
    ],
    [
      'apps/bff/test/estate-of-all.test.ts',
      'asks no target and names what was never read',
    ],
  ),
  control(
    'D3',
    'an odd item of one target keeps no other out of all connections',
    [
      [
        'apps/bff/src/connections/estate/swept-items.ts',
        'if (item === undefined) return [];',
        "if (item === undefined) throw new Error('odd');",
      ],
    ],
    [
      'apps/bff/src/connections/estate/swept-items.test.ts',
      'are those that can be read, beside an odd one',
    ],
  ),
  control(
    'D4',
    'of all connections only a vCenter that was read whole is ready for vSphere 9',
    [
      [
        `${matrix}/upgrade-verdict.ts`,
        'Object.values(uses).includes(null)',
        'Object.values(uses).length === 0',
      ],
    ],
    [
      `${matrix}/upgrade-verdict.test.ts`,
      'is free only when all of it was read',
    ],
  ),
];
