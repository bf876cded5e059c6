import type { Database } from '@keyward/database';
import { sql } from 'kysely';

/** Everything stored, as text: every row of every table, the queue's own included, bytes in clear and in hex. */
export async function databaseText(db: Database): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name
    from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(
    db,
  );
  if (tables.length < 15) throw new Error('Not every table was found.');
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.raw(name)}`.execute(db);
    texts.push(
      JSON.stringify(rows, (_key, value: unknown) =>
        Buffer.isBuffer(value) ? value.toString('latin1') : value,
      ),
      ...rows.flatMap((row) =>
        Object.values(row)
          .filter((value) => Buffer.isBuffer(value))
          .flatMap((value) => [
            value.toString('latin1'),
            value.toString('hex'),
          ]),
      ),
    );
  }
  return texts.join('\n');
}
