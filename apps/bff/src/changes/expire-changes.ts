import { type Database, transact } from '@keyward/database';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import { eraseSecrets, noteChangeEvent } from './change-events.ts';
import type { Notices } from '../notifications/notices.ts';
import { readChangeRow } from './change-record.ts';

const BATCH = 50;

/** Ends changes whose time is over by the database's clock: undecided, or in a cool-off that ends too late. Several replicas may do this at once. */
export async function expireChanges(
  db: Database,
  notices: Pick<Notices, 'lapsed'>,
): Promise<number> {
  return transact(db, async (journal) => {
    const due = journal.tx
      .selectFrom('change')
      .select('id')
      .where(
        sql<boolean>`((state = 'pending' and least(decide_by, expires_at) <= now())
          or (state = 'approved' and waiting_for is not null and expires_at <= now()))`,
      )
      .orderBy('expires_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked();
    const rows = await journal.tx
      .updateTable('change')
      .set((change) => ({
        state: 'expired',
        waiting_for: null,
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
        change.row.claimable_at === null
          ? 'Expired: nobody decided in time.'
          : 'Expired before its cool-off was over.',
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
