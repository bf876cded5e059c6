import type { ListCount } from '@keyward/contract';
import type { Database } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

import { decodeCursor } from './cursor.ts';

/** What a list shows and in which order: everything but how far somebody has read. */
export interface ListShape {
  table: 'change' | 'task';
  /** Time to sort by; with the id after it, an index has both in this order. */
  key: RawBuilder<Date>;
  direction: 'asc' | 'desc';
  conditions: readonly RawBuilder<boolean>[];
  /** Columns of which any of several values will do. */
  choices: readonly Choice[];
}

interface Choice {
  column: string;
  values: readonly string[];
}

/** Counting further would cost more than it tells. */
export const COUNTED = 10_000;

/** Rows behind the cursor's in the list's order. @throws Refusal `invalid_cursor` */
export function behind(
  shape: ListShape,
  cursor: string,
  filters: unknown,
): RawBuilder<boolean> {
  const [at, id] = decodeCursor(cursor, filters, 2);
  const after = shape.direction === 'desc' ? sql`<` : sql`>`;
  return sql<boolean>`(${shape.key}, id) ${after} (${at}::timestamptz, ${id}::uuid)`;
}

/**
 * A query for the ids of one page. For a filter with several values the first rows of each value are read in order and
 * merged: an index on (value, time, id) gives them without a look at any other row, however rare a value is.
 */
export function idsOfPage(
  shape: ListShape,
  limit: number,
  more: readonly RawBuilder<boolean>[] = [],
): RawBuilder<string> {
  const { key, direction } = shape;
  const order = sql.raw(direction);
  const choices = distinct(shape.choices);
  const branch = choices.find(({ values }) => values.length > 1);
  const conditions = [
    ...choices.filter((each) => each !== branch).map(isOneOf),
    ...shape.conditions,
    ...more,
  ];
  if (branch === undefined) {
    return sql<string>`select id from ${sql.table(shape.table)} where ${all(conditions)}
      order by ${key} ${order}, id ${order} limit ${limit}`;
  }
  // Each value by itself, so that the planner knows how rare it is.
  const parts = branch.values.map(
    (value) => sql`(select id, ${key} as at from ${sql.table(shape.table)}
      where ${all([sql<boolean>`${sql.ref(branch.column)} = ${value}`, ...conditions])}
      order by ${key} ${order}, id ${order} limit ${limit})`,
  );
  return sql<string>`select id from (${sql.join(parts, sql` union all `)}) as part
    order by at ${order}, id ${order} limit ${limit}`;
}

/**
 * What the first page says of the length of its list, and no other page; counted only when there is more than the page.
 */
export async function countOnFirstPage(
  cursor: string | undefined,
  page: { shown: number; isMore: boolean },
  count: () => Promise<ListCount>,
): Promise<{ count?: ListCount }> {
  if (cursor !== undefined) return {};
  return {
    count: page.isMore ? await count() : { value: page.shown, isMore: false },
  };
}

/** How many rows a list has, counted to ten thousand. */
export async function countList(
  db: Database,
  { table, choices, conditions }: ListShape,
): Promise<ListCount> {
  const where = all([...distinct(choices).map(isOneOf), ...conditions]);
  return countUpTo(
    db,
    sql`select from ${sql.table(table)} where ${where} limit ${COUNTED + 1}`,
  );
}

/** Counts the rows of a query that ends by itself after ten thousand and one. */
export async function countUpTo(
  db: Database,
  rows: RawBuilder<unknown>,
): Promise<ListCount> {
  const counted = await sql<{
    found: number;
  }>`select count(*) as found from (${rows}) as counted`.execute(db);
  const found = counted.rows[0]?.found ?? 0;
  return { value: Math.min(found, COUNTED), isMore: found > COUNTED };
}

function distinct(choices: readonly Choice[]): Choice[] {
  return choices
    .map(({ column, values }) => ({ column, values: [...new Set(values)] }))
    .filter(({ values }) => values.length > 0);
}

function isOneOf({ column, values }: Choice): RawBuilder<boolean> {
  const [only, ...others] = values;
  return others.length === 0
    ? sql<boolean>`${sql.ref(column)} = ${only}`
    : sql<boolean>`${sql.ref(column)} = any (${values}::text[])`;
}

function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0
    ? sql<boolean>`true`
    : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}
