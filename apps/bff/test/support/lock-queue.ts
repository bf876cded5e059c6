import { sql } from 'kysely';

import type { ConsoleUnderTest } from './console-under-test.ts';
import { waitFor } from './wait-for.ts';

/** Until so many of the console's statements wait for somebody's lock. */
export async function waitForLockQueue(
  { db }: Pick<ConsoleUnderTest, 'db'>,
  length = 1,
): Promise<void> {
  await waitFor(`${String(length)} to wait for a lock`, async () => {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(
      db,
    );
    return (rows[0]?.waiting ?? 0) >= length;
  });
}
