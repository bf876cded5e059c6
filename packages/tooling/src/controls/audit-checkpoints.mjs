import { control } from './control.mjs';

const checkpointsTest = 'apps/bff/test/audit/checkpoints.test.ts';
const verifyTest = 'packages/audit-proof/test/verify-audit.test.ts';
const chain = 'packages/audit-proof/src/audit-chain.ts';
const verify = 'packages/audit-proof/src/verify-audit.ts';

/** Whoever writes the database: what the audit log’s checkpoints show. */
export const auditCheckpointControls = [
  control(
    'C4',
    'a log that ends before its checkpoint closes the console',
    [
      [
        'apps/bff/src/open-keys.ts',
        "(behind === null ? null : 'audit_behind')",
        'null',
      ],
    ],
    [
      checkpointsTest,
      'show which of the newest rows were taken away, and close the console until that is explained',
    ],
  ),
  control(
    'C4',
    'the row under a checkpoint is compared, not counted',
    [
      [
        'apps/bff/src/audit-checkpoints/behind-checkpoint.ts',
        'row?.hash === newest.hash',
        'row !== undefined',
      ],
    ],
    [
      checkpointsTest,
      'notice a row that was rewritten with everything behind it',
    ],
  ),
  control(
    'C4',
    'a row’s own hash',
    [[chain, 'rowHash(row) !== row.hash', 'row.hash === GENESIS']],
    [verifyTest, 'finds an altered row'],
  ),
  control(
    'C4',
    'rows without a gap',
    [[chain, 'row.seq !== before.seq + 1', 'row.seq < before.seq']],
    [verifyTest, 'finds a deleted row'],
  ),
  control(
    'C4',
    'the newest rows against the checkpoints',
    [[verify, 'if (row === undefined) {', 'if (row === null) {']],
    [verifyTest, 'finds the newest rows cut off'],
  ),
  control(
    'C4',
    'the hash in a checkpoint',
    [[verify, 'return row.hash === hash', 'return row.seq === size']],
    [verifyTest, 'finds everything from a row on rewritten'],
  ),
  control(
    'C4',
    'the signature of a checkpoint',
    [
      [
        'packages/audit-proof/src/checkpoint.ts',
        'key !== null && !isSignedBy(',
        'key === null && !isSignedBy(',
      ],
    ],
    [verifyTest, 'takes nobody else’s signature, and no altered checkpoint'],
  ),
];
