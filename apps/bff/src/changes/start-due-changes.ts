import { type Database, type Journal, transact } from '@keyward/database';
import { sql } from 'kysely';

import type { Notices } from '../notifications/notices.ts';
import { noteChangeEvent } from './change-events.ts';
import type { ChangeTasks } from './change-parts.ts';
import { type ChangeRecord, readChangeRow } from './change-record.ts';

const BATCH = 50;

/**
 * Creates the tasks of approved changes whose cool-off is over by the database's clock; a change whose secret comes
 * late begins to wait for it then. Several replicas may do this at once: a change that still cools off is taken by one
 * of them.
 */
export async function startDueChanges(
  db: Database,
  tasks: Pick<ChangeTasks, 'create'>,
  notices: Pick<Notices, 'secretWanted'>,
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
      .set((change) => ({
        waiting_for: sql<
          string | null
        >`case when ${HAS_LATE_SECRET} then 'secret' end`,
        v: change('v', '+', 1),
      }))
      .where('id', 'in', due)
      .returningAll()
      .execute();
    for (const row of rows) {
      const change = readChangeRow(row);
      if (change.waitingFor === 'secret') {
        await awaitSecret(journal, change, notices);
        continue;
      }
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

const HAS_LATE_SECRET = sql<boolean>`jsonb_path_exists(secrets, '$.*.delivery ? (@ == "late")')`;

async function awaitSecret(
  journal: Journal,
  change: ChangeRecord,
  notices: Pick<Notices, 'secretWanted'>,
): Promise<void> {
  await noteChangeEvent(
    journal,
    change,
    'state',
    'The cool-off is over; it waits for its private key.',
  );
  await notices.secretWanted(journal, change);
}
