import type { ClientBase } from 'pg';

import type { SequenceState } from './backup-format.ts';

/** A table of ours and the columns that hold something of their own. */
export interface StoredTable {
  name: string;
  columns: string[];
}

/** Kysely's own, which describe the program that runs rather than the data. */
const PROGRAM_TABLES = ['kysely_migration', 'kysely_migration_lock'];

/** Tables of the default schema, each after those it refers to, so that they can be filled in this order. */
export async function storedTables(client: ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(
    `select c.relname as name,
        (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
       from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
        and c.relname <> all ($1)
      order by c.relname`,
    [PROGRAM_TABLES],
  );
  const { rows: references } = await client.query<{ one: string; to: string }>(
    `select k.conrelid::regclass::text as one, k.confrelid::regclass::text as to
       from pg_constraint k
      where k.contype = 'f' and k.connamespace = current_schema()::regnamespace
        and k.conrelid <> k.confrelid`,
  );
  return inOrder(rows, references);
}

function inOrder(
  tables: readonly StoredTable[],
  references: readonly { one: string; to: string }[],
): StoredTable[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: StoredTable[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(
      ({ name }) =>
        !references.some(({ one, to }) => one === name && left.has(to)),
    );
    if (ready.length === 0) throw new Error('Tables refer to each other.');
    for (const table of ready) left.delete(table.name);
    ordered.push(...ready);
  }
  return ordered;
}

/** Every sequence of the default schema as it stands; it may be ahead of a snapshot, and is never behind it. */
export async function sequenceStates(
  client: ClientBase,
): Promise<SequenceState[]> {
  const { rows: names } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'S' order by 1`,
  );
  const states: SequenceState[] = [];
  for (const { name } of names) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${client.escapeIdentifier(name)}`,
    );
    const [state] = rows;
    if (state === undefined) continue;
    states.push({ name, value: Number(state.value), isCalled: state.called });
  }
  return states;
}

/** The newest migration of this database; null before the first. */
export async function newestMigration(
  client: ClientBase,
): Promise<string | null> {
  const { rows } = await client.query<{ name: string | null }>(
    'select max(name) as name from kysely_migration',
  );
  return rows[0]?.name ?? null;
}
