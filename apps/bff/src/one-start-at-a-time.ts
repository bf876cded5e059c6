import type { Database } from '@keyward/database';
import { sql } from 'kysely';

const START_LOCK = 7_116_303;
/** The lock's transaction does nothing while the others fill the database, on a slow machine for long. */
const LONGEST_FILL = '60s';

/**
 * Replicas that start at the same moment on an empty database look one after another what is missing in it. The lock is
 * the database's: it goes with the connection of whoever held it.
 */
export async function oneStartAtATime(
  db: Database,
  fill: () => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${START_LOCK})`.execute(tx);
    await sql`select set_config('idle_in_transaction_session_timeout', ${LONGEST_FILL}, true)`.execute(
      tx,
    );
    await fill();
  });
}
