import { control } from './control.mjs';

const secrets = 'packages/secrets/src';
const custody = 'apps/bff/src/key-custody';
const sealTest = 'packages/secrets/test/seal.test.ts';
const dataDirectoryTest = 'apps/bff/test/key-custody/data-directory.test.ts';
const sealedTest = 'apps/bff/test/key-custody/sealed-console.test.ts';
const rotationTest = 'apps/bff/test/key-custody/rotation.test.ts';
const columnsTest = 'apps/bff/test/key-custody/sealed-columns.test.ts';
const processTest = 'apps/bff/test/system/main-process.test.ts';
const memoryTest =
  'keeps its memory in: no debugger, no environment in a report, no core file';

/** Sealed secrets, the key-encryption key and its rotation, and the memory that holds it. */
export const keyControls = [
  control(
    'C3',
    'a secret is stored sealed only',
    [
      [
        `${secrets}/authenticated-cipher.ts`,
        '  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);',
        '  Buffer.concat([cipher.update(plain), cipher.final()]);\n  const ciphertext = Buffer.from(plain);',
      ],
      [
        `${secrets}/authenticated-cipher.ts`,
        '  return Buffer.concat([\n    decipher.update(box.subarray(NONCE_BYTES + TAG_BYTES)),\n    decipher.final(),\n  ]);',
        '  return Buffer.from(box.subarray(NONCE_BYTES + TAG_BYTES));',
      ],
    ],
    [
      dataDirectoryTest,
      'holds no spelling of a secret, neither while it waits nor when its task has ended',
    ],
  ),
  control(
    'C3',
    'a sealed secret goes when its task ends',
    [
      [
        'apps/bff/src/changes/change-events.ts',
        "    .deleteFrom('change_secret')\n    .where('change_id', '=', changeId)",
        "    .deleteFrom('change_secret')\n    .where('change_id', '=', changeId)\n    .where('pointer', '=', '')",
      ],
    ],
    [
      dataDirectoryTest,
      'holds no spelling of a secret, neither while it waits nor when its task has ended',
    ],
  ),
  control(
    'C3',
    'a sealed secret is bound to its row',
    [
      [
        `${secrets}/seal.ts`,
        'const place = [table, column, rowId];',
        'const place = [table, column, String(rowId !== null)];',
      ],
    ],
    [sealTest, 'cannot be moved to another row'],
  ),
  control(
    'C3',
    'the tag has 16 bytes',
    [
      [
        `${secrets}/authenticated-cipher.ts`,
        '  if (box.length < NONCE_BYTES + TAG_BYTES) {',
        '  if (box.length < NONCE_BYTES) {',
      ],
      [
        `${secrets}/authenticated-cipher.ts`,
        '  const decipher = createDecipheriv(ALGORITHM, key, nonce, {\n    authTagLength: TAG_BYTES,\n  });',
        '  const decipher = createDecipheriv(ALGORITHM, key, nonce);',
      ],
    ],
    [sealTest, 'takes no authentication tag but one of 16 bytes'],
  ),
  control(
    'C3',
    'only the clients reveal a secret',
    [
      [
        '.dependency-cruiser.cjs',
        "      to: { path: '^packages/secrets/src/reveal\\\\.ts$' },",
        "      to: { path: '^packages/secrets/src/nothing\\\\.ts$' },",
      ],
    ],
    [
      'packages/tooling/test/boundaries.test.ts',
      'reveal-only-in-clients catches what breaks it',
    ],
  ),
  control(
    'C5',
    'a sealed console refuses what changes something',
    [
      [
        'apps/bff/src/http/dispatcher.ts',
        '  refuseWhileSealed(parts.sealedBecause(), match.name, match.route);\n',
        '  refuseWhileSealed(null, match.name, match.route);\n',
      ],
    ],
    [
      sealedTest,
      'refuses every route that may change something, with what to do',
    ],
  ),
  control(
    'C5',
    'a sealed console starts no workers',
    [
      [
        'apps/bff/src/start-console.ts',
        '    if (sealedBecause() === null) await workers.start();',
        '    await workers.start();',
      ],
    ],
    [
      sealedTest,
      'starts no tasks and lets no waiting change expire, whose secrets would be erased',
    ],
  ),
  control(
    'C5',
    'nothing is made in the place of a lost key',
    [
      [
        `${custody}/key-state.ts`,
        '  if (inUse.size > 0) return sealedFor',
        '  if (inUse.size < 0) return sealedFor',
      ],
    ],
    [
      sealedTest,
      'is what becomes of one whose commitment key was taken away: no other is made',
    ],
  ),
  control(
    'C5',
    'a key of an earlier rotation is missed',
    [
      [
        `${custody}/key-state.ts`,
        '  return [inUse, ...earlier];',
        '  return [inUse, ...earlier.slice(earlier.length)];',
      ],
    ],
    [rotationTest, 'needs the old key until everything is under the new one'],
  ),
  control(
    'C5',
    'nothing is brought back under an old key',
    [[`${custody}/sealed-rows.ts`, 'and exists (select from in_use)', '']],
    [
      rotationTest,
      'brings nothing back under the old key, however late a replica hears of the new one',
    ],
  ),
  control(
    'C5',
    'a rotation compares the old bytes',
    [
      [
        `${custody}/sealed-rows.ts`,
        ' and ${sql.ref(column.column)} = ${row.sealed}',
        '',
      ],
    ],
    [
      rotationTest,
      'leaves to whoever writes a row at the same moment what they wrote',
    ],
  ),
  control(
    'C5',
    'a rotation reaches every sealed column',
    [
      [
        `${custody}/sealed-columns.ts`,
        "  { table: 'change_secret', column: 'sealed', rowId: 'id' },\n",
        '',
      ],
    ],
    [
      columnsTest,
      'names every column of bytes that is not known to hold something else',
    ],
  ),
  control(
    'C5',
    'a rotation ends when nothing needs the old key',
    [
      [
        `${custody}/rotation.ts`,
        '    if (underOthers) return [];\n',
        '    if (underOthers && settleSeconds < 0) return [];\n',
      ],
    ],
    [
      rotationTest,
      'leaves alone what no key opens, names it, and does not call the rotation ended',
    ],
  ),
  control(
    'C5',
    'no host rotates back to an old key',
    [
      [
        `${custody}/key-keeper.ts`,
        '  if ((await keysOfRotations(db)).has(own.id)) {',
        '  if ((await keysOfRotations(db)).has(inUse + own.id)) {',
      ],
    ],
    [
      rotationTest,
      'never rotate back: a host with the old key file goes on with the new key',
    ],
  ),
  control(
    'C5',
    'a key file is for its owner alone',
    [
      [
        `${secrets}/key-file.ts`,
        '(facts.mode & 0o077) !== 0',
        '(facts.mode & 0o077) === 0o777',
      ],
    ],
    [
      processTest,
      'says so in one line within three seconds: a key file that others can read',
    ],
  ),
  control(
    'C6',
    'no inspector in production',
    [
      [
        'apps/bff/src/config.ts',
        "      options.includes('--inspect'),",
        "      options === '--inspect',",
      ],
    ],
    ['apps/bff/src/config.test.ts', 'does not start under an inspector'],
  ),
  control(
    'C6',
    'no debugger on SIGUSR1',
    [
      [
        'apps/bff/src/keep-memory-in.ts',
        "  process.on('SIGUSR1', () =>",
        "  process.on('SIGWINCH', () =>",
      ],
    ],
    [processTest, memoryTest],
  ),
  control(
    'C6',
    'no environment in a report',
    [
      [
        'apps/bff/src/keep-memory-in.ts',
        '  process.report.excludeEnv = true;',
        '  process.report.excludeEnv = false;',
      ],
    ],
    [processTest, memoryTest],
  ),
  control(
    'C6',
    'no core file',
    [
      [
        'apps/bff/src/keep-memory-in.ts',
        "  if (process.platform === 'linux') dropCoreLimit(log);",
        "  if (process.platform === 'aix') dropCoreLimit(log);",
      ],
    ],
    [processTest, memoryTest],
  ),
];
