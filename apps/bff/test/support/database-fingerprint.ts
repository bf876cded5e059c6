import type { Database } from '@keyward/database';
import { sql } from 'kysely';

/** Columns that move while nothing happens: when somebody was last there, and what a look at a target found. */
const RESTLESS = [
  'last_seen_at',
  'health',
  'health_detail',
  'checked_at',
  'poll_lease_owner',
  'poll_lease_until',
];
/** The log of denials grows with every refused try; that it does is another test's matter. */
const UNCOUNTED = ['audit'];

/** One number for everything that the console has stored: the same number, the same state. */
export async function databaseFingerprint(db: Database): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(
    db,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    if (UNCOUNTED.includes(name)) continue;
    const { rows } = await sql<{ hash: string }>`
      select md5(coalesce(string_agg(content, '|' order by content), '')) as hash
      from (select (to_jsonb(t) - ${RESTLESS}::text[])::text as content
            from ${sql.table(name)} t) each`.execute(db);
    parts.push(`${name} ${rows[0]?.hash ?? ''}`);
  }
  return parts.join('\n');
}
