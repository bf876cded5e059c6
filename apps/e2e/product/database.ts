import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** One column of one table. */
interface Column {
  table: string;
  column: string;
}

/** Process id and port of the embedded server, from its `postmaster.pid`. */
export function embeddedServer(dataDir: string): { pid: number; port: number } {
  const location = join(dataDir, 'location');
  const home = existsSync(location)
    ? readFileSync(location, 'utf8').trim()
    : join(dataDir, 'postgres');
  const lines = readFileSync(
    join(home, 'cluster', 'postmaster.pid'),
    'utf8',
  ).split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** Where the embedded server is reached in the product's own role. */
export function embeddedUrl(dataDir: string): string {
  const { port } = embeddedServer(dataDir);
  const file = join(dataDir, 'postgres', 'credentials.json');
  const held: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (
    typeof held !== 'object' ||
    held === null ||
    !('application' in held) ||
    typeof held.application !== 'string'
  ) {
    throw new Error('The embedded database has no credentials.');
  }
  const url = new URL(`postgresql://127.0.0.1:${String(port)}/keyward`);
  url.username = 'keyward';
  url.password = held.application;
  return url.href;
}

/** Runs `work` with a connection of the product's own role. */
export async function withDatabase<T>(
  product: { dataDir: string },
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: embeddedUrl(product.dataDir),
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Every column of every table, the queue's too, whose rows hold the text in any spelling of bytes. */
export function columnsHolding(
  product: { dataDir: string },
  text: string,
): Promise<Column[]> {
  return withDatabase(product, async (client) => {
    const { rows } = await client.query<{
      schema: string;
      table: string;
      column: string;
      type: string;
    }>(
      `select table_schema as schema, table_name as "table", column_name as "column", data_type as type
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    if (rows.length === 0) throw new Error('The database has no tables.');
    const found: Column[] = [];
    for (const { schema, table, column, type } of rows) {
      const name = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`;
      const value = pg.escapeIdentifier(column);
      const condition =
        type === 'bytea'
          ? `position(convert_to($1, 'UTF8') in ${value}) > 0`
          : `position($1 in ${value}::text) > 0`;
      const { rowCount } = await client.query(
        `select 1 from ${name} where ${condition} limit 1`,
        [text],
      );
      if ((rowCount ?? 0) > 0) {
        found.push({ table: `${schema}.${table}`, column });
      }
    }
    return found;
  });
}

/** Numbers of the events in the table, in order, from one to another inclusive. */
export function eventNumbers(
  product: { dataDir: string },
  from: number,
  to: number,
): Promise<number[]> {
  return withDatabase(product, async (client) => {
    const { rows } = await client.query<{ seq: string }>(
      'select seq::text as seq from event where seq between $1 and $2 order by event.seq',
      [from, to],
    );
    return rows.map(({ seq }) => Number(seq));
  });
}
