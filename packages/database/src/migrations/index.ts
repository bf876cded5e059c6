import type { Migration } from 'kysely/migration';

import { first } from './0001-first.ts';

/** Every migration in order. A landed one is never edited; the next change is the next number. */
export const MIGRATIONS = { '0001-first': first } satisfies Record<
  string,
  Migration
>;
