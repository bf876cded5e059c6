import type { Database } from '@keyward/database';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';

/**
 * What the database has written ahead since a position in its log, as bytes in one character each. Null where its files
 * cannot be read from here: on another machine, or without /proc.
 */
export async function walText(
  db: Database,
  fromLsn: string,
): Promise<string | null> {
  const { rows } = await sql<{ pid: number; first: string; last: string }>`
    select pg_backend_pid() as pid, pg_walfile_name(${fromLsn}::pg_lsn) as first,
      pg_walfile_name(pg_current_wal_insert_lsn()) as last`.execute(db);
  const [at] = rows;
  if (at === undefined) return null;
  // A server process works in its data directory.
  const directory = await readlink(`/proc/${String(at.pid)}/cwd`).catch(
    () => null,
  );
  if (directory === null) return null;
  const log = join(directory, 'pg_wal');
  const names = (await readdir(log)).filter(
    (name) => name >= at.first && name <= at.last && name.length === 24,
  );
  const files = await Promise.all(
    names.map((name) => readFile(join(log, name))),
  );
  return files.map((bytes) => bytes.toString('latin1')).join('');
}
