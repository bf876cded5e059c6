import { fault } from './fault.mjs';

/**
 * Database, disk, files, backups and those who run the console.
 *
 * @type {import('./fault.mjs').Fault[]}
 */
export const OPERATION_FAULTS = [
  fault('F4', 'the power is cut', {
    files: ['packages/database/test/embedded/damaged.test.ts'],
    figures: ['F4 flushes to the disk per commit'],
  }),
  fault('F20', 'the disk is full', {
    files: [
      'apps/bff/test/disk-full.test.ts',
      'apps/bff/test/system/out-of-room.test.ts',
      'packages/database/test/backup/disk-full.test.ts',
    ],
    figures: [
      'F20 kinds of change refused on a full disk',
      'F20 log on a full disk: requests answered',
      'F20 backups on a full disk refused',
    ],
  }),
  fault(
    'F21',
    'the database is down, cut, moved, read-only, silent or locked',
    {
      files: ['apps/bff/test/database-faults/database-faults.test.ts'],
      figures: ['F21 database faults survived', 'F21 slowest recovery, ms'],
    },
  ),
  fault('F22', 'the database is damaged', {
    files: ['packages/database/test/embedded/damaged.test.ts'],
    figures: ['F22 damages told and left alone'],
  }),
  fault('F23', 'a migration is killed, a schema is newer', {
    files: ['packages/database/test/migrate.test.ts'],
    figures: ['F23 killed migrations, begun anew', 'F23 newer schemas refused'],
  }),
  fault('F33', 'no file descriptors are left', {
    files: ['apps/bff/test/system/out-of-room.test.ts'],
    only: 'descriptors',
    figures: ['F33 idle connections at once, survived'],
  }),
  fault('F34', 'a backup under load, and an old one restored', {
    files: [
      'apps/bff/test/restore/restore.test.ts',
      'packages/database/test/backup/backup.test.ts',
    ],
    figures: ['F34 backups under load, restored and verified'],
  }),
  fault('F35', 'a rotation of the key is killed', {
    files: ['apps/bff/test/key-custody/rotation-killed.test.ts'],
    figures: ['F35 rotations killed, everything readable'],
  }),
  fault('F36', 'the identity provider is away', {
    files: ['apps/bff/test/oidc/faults.test.ts'],
    only: 'works again when it is back',
    figures: ['F36 ways to live without it'],
  }),
  fault('F40', 'whoever starts it made a mistake', {
    files: ['apps/bff/test/system/operator-errors.test.ts'],
    figures: ['F40 operator errors said in one line'],
  }),
];
