import type { Database, EventRow } from '@keyward/database';
import { sql } from 'kysely';

/** Number of the newest event, 0 before the first. */
export async function readHead(db: Database): Promise<number> {
  const newest = await db
    .selectFrom('event')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.seq ?? 0;
}

/**
 * Events after one number in their order, at most `limit`, and none after `last`. Runs for every frame, so it is plain
 * SQL: building the same statement from its parts costs more than PostgreSQL's answer.
 */
export async function readEvents(
  db: Database,
  after: number,
  limit: number,
  last: number = Number.MAX_SAFE_INTEGER,
): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select * from event where seq > ${after} and seq <= ${last} order by seq limit ${limit}`.execute(
    db,
  );
  return rows;
}
