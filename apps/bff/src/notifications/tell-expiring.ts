import { type Database, transact } from '@keyward/database';
import { sql } from 'kysely';

import { readChangeRow } from '../changes/change-record.ts';
import type { Notices } from './notices.ts';

const BATCH = 50;

/**
 * Warns of changes that run out undecided: when the last quarter of their time to be decided begins, and at least an
 * hour before its end (half of the time, where that is shorter than two hours). Several replicas may do this at once.
 */
export async function tellExpiring(
  db: Database,
  notices: Pick<Notices, 'expiring'>,
): Promise<void> {
  await transact(db, async (journal) => {
    const rows = await journal.tx
      .selectFrom('change')
      .selectAll()
      .where('state', '=', 'pending')
      .where('decide_by', '>', sql<Date>`now()`)
      .where(
        sql<Date>`decide_by - greatest((decide_by - created_at) / 4,
          least(interval '1 hour', (decide_by - created_at) / 2))`,
        '<=',
        sql<Date>`now()`,
      )
      .where((is) =>
        is.not(
          is.exists((from) =>
            from
              .selectFrom('notification')
              .select('notification.id')
              .whereRef('notification.change_id', '=', 'change.id')
              .where('notification.kind', '=', 'expiring'),
          ),
        ),
      )
      .orderBy('decide_by')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const row of rows) await notices.expiring(journal, readChangeRow(row));
  });
}
