import type { SearchMatch } from '@keyward/contract';
import type { Database } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

import { idsOfPage, type ListShape } from '../lists/list-page.ts';
import { OF_A_KIND } from './hits.ts';
import { numbersBeginning } from './number-ranges.ts';

/** One more than is shown, to know whether there are more. */
const ASKED = OF_A_KIND + 1;

/** Ids of changes or tasks, the best match of each, best first. */
export type Matches = ReadonlyMap<string, SearchMatch>;

/** One question, answered from an index. */
export interface IdQuery {
  match: SearchMatch;
  ids: RawBuilder<{ id: string }>;
}

/** Asks one query after the other until there are enough; each answers from an index. */
export async function findIds(
  db: Database,
  queries: readonly IdQuery[],
): Promise<Map<string, SearchMatch>> {
  const found = new Map<string, SearchMatch>();
  for (const { match, ids } of queries) {
    if (found.size >= ASKED) break;
    const { rows } = await ids.execute(db);
    for (const { id } of rows) {
      if (!found.has(id)) found.set(id, match);
    }
  }
  return found;
}

/** The newest rows of which a condition is true. */
export function newestWhere(
  table: ListShape['table'],
  condition: RawBuilder<boolean>,
): RawBuilder<{ id: string }> {
  return newest({ table, conditions: [condition], choices: [] });
}

/** The newest rows of any of several values of a column. */
export function newestOf(
  table: ListShape['table'],
  column: string,
  values: readonly string[],
): RawBuilder<{ id: string }> {
  return newest({ table, conditions: [], choices: [{ column, values }] });
}

function newest(
  shape: Pick<ListShape, 'table' | 'conditions' | 'choices'>,
): RawBuilder<{ id: string }> {
  const ids: RawBuilder<unknown> = idsOfPage(
    { ...shape, key: sql<Date>`created_at`, direction: 'desc' },
    ASKED,
  );
  return sql<{ id: string }>`${ids}`;
}

/** Rows with one of these ids or numbers. */
export function rowsNamed(
  table: ListShape['table'],
  column: 'id' | 'number' | 'change_id',
  value: string | number,
): RawBuilder<{ id: string }> {
  return sql<{
    id: string;
  }>`select id from ${sql.table(table)} where ${sql.ref(column)} = ${value}`;
}

/** The newest rows whose reference begins with these digits; null where no reference does. */
export function rowsNumbered(
  table: ListShape['table'],
  digits: string,
): RawBuilder<{ id: string }> | null {
  const parts = numbersBeginning(digits).map(
    ([first, last]) => sql`(select id, number from ${sql.table(table)}
      where number between ${first} and ${last} order by number desc limit ${ASKED})`,
  );
  if (parts.length === 0) return null;
  return sql<{
    id: string;
  }>`select id from (${sql.join(parts, sql` union all `)}) as part
    order by number desc limit ${ASKED}`;
}

/** The newest tasks whose id at the target begins so. */
export function tasksUpstream(pattern: string): RawBuilder<{ id: string }> {
  return sql<{
    id: string;
  }>`select id from task where lower(upstream_task_id) like ${pattern}
    order by lower(upstream_task_id) using ~<~ limit ${ASKED}`;
}
