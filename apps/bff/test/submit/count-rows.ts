import type { Database } from '@keyward/database';
import { sql } from 'kysely';

import { waitFor } from '../support/wait-for.ts';

/** Looks at the key servers of changes from before, and tasks that run at once, end on their own, with an event each. */
function othersToEnd(db: Database): Promise<unknown> {
  return waitFor('looks at key servers, and tasks', async () => {
    const { rows } = await sql`
      select from change_handshake where result is null
      union all select from task where ended_at is null`.execute(db);
    return rows.length === 0;
  });
}

/** How many rows there are of everything that a submission writes, one table after the other. */
export async function countRows(db: Database): Promise<number[]> {
  await othersToEnd(db);
  const counts = [];
  for (const table of [
    'change',
    'change_secret',
    'task',
    'idempotency',
    'event',
    'audit',
  ] as const) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)}
      -- What a look at a target found is told whoever looked, and whenever.
      ${table === 'event' ? sql`where type <> 'connection'` : sql``}`.execute(
      db,
    );
    counts.push(rows[0]?.count ?? Number.NaN);
  }
  return counts;
}
