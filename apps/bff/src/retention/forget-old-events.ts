import type { Database } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

/** Never touched, however old: streams are replayed from these, and the newest gives the next one its number. */
const KEPT = 50_000;
const AT_ONCE = 2_000;

/** Where a task stands now is in its row; how it got there in a thousand small steps interests nobody tomorrow. */
const PROGRESS_DAYS = 1;
/** Longer than any change lives; the audit log keeps who did what for ever. */
const DAYS = 400;

/**
 * Keeps the table of events bounded: progress goes after a day, everything else after 400. In small pieces, oldest
 * first, so that no other transaction waits for long; several replicas may do it at once.
 *
 * @param kept how many of the newest numbers stay whatever their age
 * @returns how many were forgotten
 */
export async function forgetOldEvents(
  db: Database,
  kept = KEPT,
): Promise<number> {
  const progress = await forget(
    db,
    sql<boolean>`data->>'what' = 'progress'`,
    PROGRESS_DAYS,
    kept,
  );
  return progress + (await forget(db, sql<boolean>`true`, DAYS, kept));
}

async function forget(
  db: Database,
  which: RawBuilder<boolean>,
  days: number,
  kept: number,
): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from event where seq in (
        select seq from event
        where ${which} and seq <= (select max(seq) from event) - ${kept}
        order by seq limit ${AT_ONCE}
        for update skip locked)
      and at < clock_timestamp() - ${days} * interval '1 day'`.execute(db);
    forgotten += Number(numAffectedRows);
    if (numAffectedRows < AT_ONCE) return forgotten;
  }
}
