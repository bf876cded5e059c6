import { type Journal, jsonb } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

import { audit } from '../audit/note.ts';
import type { Notices } from '../notifications/notices.ts';
import { eraseSecrets, noteChangeEvent } from './change-events.ts';
import { readChangeRow } from './change-record.ts';

/**
 * Ends every change that waits and whose ground was taken away, in the transaction that takes it. A change that has a
 * task already is caught by the task's own check.
 */
export async function staleChangesOf(
  journal: Journal,
  notices: Pick<Notices, 'lapsed'>,
  which: RawBuilder<boolean>,
  because: string,
  pointer = '/connection',
): Promise<number> {
  const rows = await journal.tx
    .updateTable('change')
    .set((change) => ({
      state: 'stale',
      waiting_for: null,
      moved: jsonb([{ pointer, before: null, now: because }]),
      ended_at: sql<Date>`now()`,
      v: change('v', '+', 1),
    }))
    .where((is) =>
      is.or([
        is('state', '=', 'pending'),
        is.and([
          is('state', '=', 'approved'),
          is('waiting_for', 'is not', null),
        ]),
      ]),
    )
    .where(which)
    .returningAll()
    .execute();
  for (const row of rows) {
    const change = readChangeRow(row);
    await eraseSecrets(journal, change.id);
    await noteChangeEvent(journal, change, 'state', because);
    await notices.lapsed(journal, change);
    audit(journal, {
      code: 'change.stale',
      action: 'make stale',
      object: change.id,
      outcome: 'failure',
      changeHash: change.digest,
      detail: change.reference,
    });
  }
  return rows.length;
}
