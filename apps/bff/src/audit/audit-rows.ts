import { auditRow, type AuditQuery, type AuditRow } from '@keyward/contract';
import type { Database } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

export type AuditFilters = Omit<AuditQuery, 'limit' | 'cursor'>;

/**
 * Audit rows before a number, newest first. Every filter has an index that also gives the order, and a span of time
 * is turned into a span of numbers, so a page costs the same at any depth. `is true` keeps the times out of the
 * planner's choice of index: by time it would sort the whole span first.
 *
 * @param before rows with a smaller number only; null starts with the newest
 */
export async function readAuditRows(
  db: Database,
  filters: AuditFilters,
  before: number | null,
  limit: number,
): Promise<AuditRow[]> {
  const { code, personId, object, outcome, from, to } = filters;
  let query = db
    .selectFrom('audit')
    .select('row')
    .orderBy('seq', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('seq', '<', before);
  if (code !== undefined) query = query.where('code', '=', code);
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  if (object !== undefined) query = query.where('object', '=', object);
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  if (from !== undefined) {
    query = query
      .where(sql<boolean>`(ts >= ${from}::timestamptz) is true`)
      .where('seq', '>', numberBefore(from));
  }
  if (to !== undefined) {
    query = query
      .where(sql<boolean>`(ts <= ${to}::timestamptz) is true`)
      .where('seq', '<', numberAfter(to));
  }
  const rows = await query.execute();
  return rows.map(({ row }) => auditRow.parse(row));
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
