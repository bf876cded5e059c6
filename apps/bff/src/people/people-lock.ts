import type { DatabaseTransaction } from '@keyward/database';
import { sql } from 'kysely';

const PEOPLE_LOCK = 7_116_302;

/**
 * One at a time for rules over all people and over the console itself: who is first, which names are taken, who is the
 * last security admin, what a change of the console was checked against. Held to the end of the transaction; take it
 * before anything else.
 */
export async function lockPeople(tx: DatabaseTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${PEOPLE_LOCK})`.execute(tx);
}
