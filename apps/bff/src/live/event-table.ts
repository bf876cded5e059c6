import type { EventRow } from '@keyward/database';
import type pg from 'pg';

export type EventPool = Pick<pg.Pool, 'query'>;

/** Number of the newest event, 0 before the first. */
export async function readHead(pool: EventPool): Promise<number> {
  const { rows } = await pool.query<{ seq: number }>(
    'select seq from event order by seq desc limit 1',
  );
  return rows[0]?.seq ?? 0;
}

/**
 * Events after one number in their order, at most `limit`, and none after `last`. Runs for every frame, so it is a
 * statement that each connection prepares once: building, parsing and planning it costs more than its answer.
 */
export async function readEvents(
  pool: EventPool,
  after: number,
  limit: number,
  last: number = Number.MAX_SAFE_INTEGER,
): Promise<EventRow[]> {
  const { rows } = await pool.query<EventRow>({
    name: 'events after',
    // Named one by one: a column that a later release adds must not change what was prepared.
    text: 'select seq, at, type, subject, v, data from event where seq > $1 and seq <= $2 order by seq limit $3',
    values: [after, last, limit],
  });
  return rows;
}
