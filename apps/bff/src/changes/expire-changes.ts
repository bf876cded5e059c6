import { type Database, transact } from '@keyward/database';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import { eraseSecrets, noteChangeEvent } from './change-events.ts';
import type { Notices } from '../notifications/notices.ts';
import { readChangeRow } from './change-record.ts';

const BATCH = 50;

/** Ends pending changes whose time is over by the database's clock. Several replicas may do this at once. */
export async function expireChanges(
  db: Database,
  notices: Pick<Notices, 'lapsed'>,
): Promise<number> {
  return transact(db, async (journal) => {
    const due = journal.tx
      .selectFrom('change')
      .select('id')
      .where('state', '=', 'pending')
      .where('expires_at', '<=', sql<Date>`now()`)
      .orderBy('expires_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked();
    const rows = await journal.tx
      .updateTable('change')
      .set((change) => ({
        state: 'expired',
        ended_at: sql<Date>`now()`,
        v: change('v', '+', 1),
      }))
      .where('id', 'in', due)
      .returningAll()
      .execute();
    for (const row of rows) {
      const change = readChangeRow(row);
      await eraseSecrets(journal, change.id);
      await noteChangeEvent(
        journal,
        change,
        'state',
        'Expired: nobody decided in time.',
      );
      await notices.lapsed(journal, change);
      audit(journal, {
        code: 'change.expired',
        action: 'expire',
        object: change.id,
        changeHash: change.digest,
        detail: change.reference,
      });
    }
    return rows.length;
  });
}
