import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';

import { MIGRATIONS } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/**
 * Brings the schema to the newest version. Kysely holds an advisory lock meanwhile, so that several replicas
 * may start at once. Fails when the database is newer than this program.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : 'unknown reason';
  throw new Error(
    `The database schema could not be brought up to date: ${reason}`,
    { cause: error },
  );
}
