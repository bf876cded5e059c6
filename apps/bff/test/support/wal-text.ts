import type { Database } from '@keyward/database';
import { sql } from 'kysely';

/** What the database has written ahead since a position in its log, as bytes in one character each. */
export async function walText(db: Database, fromLsn: string): Promise<string> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select pg_read_binary_file('pg_wal/' || name) as bytes
    from pg_ls_waldir()
    where name ~ '^[0-9A-F]{24}$'
      and name between pg_walfile_name(${fromLsn}::pg_lsn) and pg_walfile_name(pg_current_wal_lsn())
    order by name`.execute(db);
  return rows.map(({ bytes }) => bytes.toString('latin1')).join('');
}
