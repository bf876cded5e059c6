import { type RawBuilder, sql } from 'kysely';

import { decodeCursor, encodeCursor } from './cursor.ts';

/** A time as sort value with all its microseconds, which a JavaScript date would lose. */
export function positionOf(time: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Rows older than the cursor's, in the order `<column> desc, id desc`. @throws Refusal `invalid_cursor` */
export function olderThan(
  cursor: string,
  filters: unknown,
  column: string,
): RawBuilder<boolean> {
  const [at, id] = decodeCursor(cursor, filters, 2);
  return sql<boolean>`(${sql.ref(column)}, id) < (${at}::timestamptz, ${id}::uuid)`;
}

/** Splits what was read with `limit + 1` into the page and where the next one begins. */
export function pageOf<R extends { position: string; id: string }>(
  rows: readonly R[],
  limit: number,
  filters: unknown,
): { shown: R[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    shown,
    nextCursor:
      last === undefined
        ? null
        : encodeCursor(filters, [last.position, last.id]),
  };
}
