import type { Database, EventRow } from '@keyward/database';

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

/** Events after one number in their order, at most `limit`, and none after `last`. */
export async function readEvents(
  db: Database,
  after: number,
  limit: number,
  last: number = Number.MAX_SAFE_INTEGER,
): Promise<EventRow[]> {
  return db
    .selectFrom('event')
    .selectAll()
    .where('seq', '>', after)
    .where('seq', '<=', last)
    .orderBy('seq')
    .limit(limit)
    .execute();
}
