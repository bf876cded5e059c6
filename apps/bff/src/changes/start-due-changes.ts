import { type Database, transact } from '@keyward/database';
import { sql } from 'kysely';

import { noteChangeEvent } from './change-events.ts';
import type { ChangeTasks } from './change-parts.ts';
import { readChangeRow } from './change-record.ts';

const BATCH = 50;

/**
 * Creates the tasks of approved changes whose cool-off is over by the database's clock. Several replicas may do this
 * at once: a change that still waits is taken by one of them.
 */
export async function startDueChanges(
  db: Database,
  tasks: Pick<ChangeTasks, 'create'>,
): Promise<number> {
  return transact(db, async (journal) => {
    const due = journal.tx
      .selectFrom('change')
      .select('id')
      .where('state', '=', 'approved')
      .where('waiting_for', '=', 'cool_off')
      .where('claimable_at', '<=', sql<Date>`now()`)
      .where('expires_at', '>', sql<Date>`now()`)
      .orderBy('claimable_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked();
    const rows = await journal.tx
      .updateTable('change')
      .set((change) => ({ waiting_for: null, v: change('v', '+', 1) }))
      .where('id', 'in', due)
      .returningAll()
      .execute();
    for (const row of rows) {
      const change = readChangeRow(row);
      await tasks.create(journal, change);
      await noteChangeEvent(
        journal,
        change,
        'state',
        'The cool-off is over; its task is about to start.',
      );
    }
    return rows.length;
  });
}
