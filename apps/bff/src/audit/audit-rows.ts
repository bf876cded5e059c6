import {
  auditRow,
  type AuditQuery,
  type AuditRow,
  type ListCount,
} from '@keyward/contract';
import type { Database } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

import { COUNTED, countUpTo } from '../lists/list-page.ts';

export type AuditFilters = Omit<AuditQuery, 'limit' | 'cursor'>;

/**
 * Audit rows behind a number, newest first unless asked otherwise. Every filter has an index that also gives the order,
 * and a span of time is turned into a span of numbers, so a page costs the same at any depth. `is true` keeps the times
 * out of the planner's choice of index: by time it would sort the whole span first.
 *
 * @param after the number that somebody has read to; null starts at the beginning of the order
 */
export async function readAuditRows(
  db: Database,
  filters: AuditFilters,
  after: number | null,
  limit: number,
): Promise<AuditRow[]> {
  const isOldestFirst = filters.sort === 'oldest';
  let query = db
    .selectFrom('audit')
    .select('row')
    .where(matching(filters))
    .orderBy('seq', isOldestFirst ? 'asc' : 'desc')
    .limit(limit);
  if (after !== null) {
    query = query.where('seq', isOldestFirst ? '>' : '<', after);
  }
  const rows = await query.execute();
  return rows.map(({ row }) => auditRow.parse(row));
}

/** How many rows these filters have, counted to ten thousand. */
export async function countAuditRows(
  db: Database,
  filters: AuditFilters,
): Promise<ListCount> {
  return countUpTo(
    db,
    sql`select from audit where ${matching(filters)} limit ${COUNTED + 1}`,
  );
}

function matching(filters: AuditFilters): RawBuilder<boolean> {
  const { code, personId, object, outcome, from, to } = filters;
  const conditions: RawBuilder<boolean>[] = [];
  if (code !== undefined) conditions.push(sql`code = ${code}`);
  if (personId !== undefined) conditions.push(sql`person_id = ${personId}`);
  if (object !== undefined) conditions.push(sql`object = ${object}`);
  if (outcome !== undefined) conditions.push(sql`outcome = ${outcome}`);
  if (from !== undefined) {
    conditions.push(
      sql`(ts >= ${from}::timestamptz) is true`,
      sql`seq > ${numberBefore(from)}`,
    );
  }
  if (to !== undefined) {
    conditions.push(
      sql`(ts <= ${to}::timestamptz) is true`,
      sql`seq < ${numberAfter(to)}`,
    );
  }
  return conditions.length === 0
    ? sql<boolean>`true`
    : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

// Numbers and times rise together unless the clock was set back; an hour more on either side covers that.

/** Behind the last row that is surely too old. */
function numberBefore(from: string): RawBuilder<number> {
  return sql<number>`coalesce((select seq from audit where ts < ${from}::timestamptz - interval '1 hour' order by ts desc, seq desc limit 1), 0)`;
}

/** The first row that is surely too young. */
function numberAfter(to: string): RawBuilder<number> {
  return sql<number>`coalesce((select seq from audit where ts > ${to}::timestamptz + interval '1 hour' order by ts, seq limit 1), ${Number.MAX_SAFE_INTEGER}::bigint)`;
}
