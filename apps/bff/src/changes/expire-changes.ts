import { type Database, transact } from '@keyward/database';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import { eraseSecrets, noteChangeEvent } from './change-events.ts';
import type { Notices } from '../notifications/notices.ts';
import { readChangeRow } from './change-record.ts';

const BATCH = 50;

/**
 * Ends changes whose time is over by the database's clock: undecided, in a cool-off that ends too late, or still without
 * the key that comes late. Several replicas may do this at once.
 */
export async function expireChanges(
  db: Database,
  notices: Pick<Notices, 'lapsed'>,
): Promise<number> {
  return transact(db, async (journal) => {
    const due = await journal.tx
      .selectFrom('change')
      .select(['id', 'waiting_for'])
      .where(
        sql<boolean>`((state = 'pending' and least(decide_by, expires_at) <= now())
          or (state = 'approved' and waiting_for is not null and expires_at <= now()))`,
      )
      .orderBy('expires_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    if (due.length === 0) return 0;
    const before = new Map(due.map((each) => [each.id, each.waiting_for]));
    const rows = await journal.tx
      .updateTable('change')
      .set((change) => ({
        state: 'expired',
        waiting_for: null,
        ended_at: sql<Date>`now()`,
        v: change('v', '+', 1),
      }))
      .where('id', 'in', [...before.keys()])
      .returningAll()
      .execute();
    for (const row of rows) {
      const change = readChangeRow(row);
      await eraseSecrets(journal, change.id);
      await noteChangeEvent(
        journal,
        change,
        'state',
        expiredWhile(before.get(change.id) ?? null),
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

function expiredWhile(waitingFor: string | null): string {
  switch (waitingFor) {
    case 'cool_off':
      return 'Expired before its cool-off was over.';
    case 'secret':
      return 'Expired: its private key was not supplied in time.';
    case null:
    default:
      return 'Expired: nobody decided in time.';
  }
}
