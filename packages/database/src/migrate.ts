import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';

import { connectDatabase } from './connect.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/** The database and this program do not fit together. The message is one plain line for whoever starts it. */
export class SchemaError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SchemaError';
  }
}

/**
 * Brings the schema to the newest version, however long that takes, in one transaction: a start that is killed has
 * changed nothing. Kysely holds an advisory lock meanwhile, so that several replicas may start at once.
 *
 * @throws SchemaError when the database is newer than this program
 */
export async function migrateAt(url: string): Promise<void> {
  const handle = connectDatabase(url, {
    maxConnections: 2,
    statementMs: 0,
  });
  try {
    await migrate(handle.db);
  } finally {
    await handle.close();
  }
}

/** The same on a connection that is there; its statements have the time that they have. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  await refuseNewer(db);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // Another replica of a later version may have been quicker.
  await refuseNewer(db);
  const reason = error instanceof Error ? error.message : 'unknown reason';
  throw new SchemaError(
    `The database schema could not be brought up to date, and is as it was: ${reason}`,
    { cause: error },
  );
}

async function refuseNewer(db: Kysely<Tables>): Promise<void> {
  const { rows: tables } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (tables[0]?.there !== true) return;
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name desc`.execute(db);
  const unknown = rows.find(({ name }) => !(name in MIGRATIONS));
  if (unknown === undefined) return;
  throw new SchemaError(
    `The database was last used by a newer Keyward (${unknown.name}); start that version, or restore a backup from before into another database.`,
  );
}
