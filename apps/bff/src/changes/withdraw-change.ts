import type { AnyChange } from '@keyward/contract';
import { type Journal, transact } from '@keyward/database';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { eraseSecrets, noteChangeEvent } from './change-events.ts';
import type { ChangeParts } from './change-parts.ts';
import {
  type ChangeRecord,
  getChange,
  readChangeRow,
} from './change-record.ts';
import { lateKeysOf } from './late-keys.ts';
import { mayWithdraw } from './may-withdraw.ts';
import { presentChange } from './present-change.ts';

/**
 * The requester takes a change back before it is decided; while it cools off or waits for its secret every security
 * admin may.
 *
 * @throws Refusal `forbidden`, `invalid_state`
 */
export async function withdrawChange(
  parts: ChangeParts,
  id: string,
  caller: Caller,
  origin: Origin,
): Promise<AnyChange> {
  const change = await getChange(parts.db, id);
  if (!mayWithdraw(change, caller)) {
    // Who could have a moment ago hears what happened, not that it is none of their business.
    if (didWait(change) && caller.roles.includes('security_admin')) {
      throw nothingToWithdraw();
    }
    throw new Refusal('forbidden', {
      detail: 'Only the person who submitted a change can withdraw it.',
      nextStep: 'A reviewer can reject it instead.',
    });
  }
  await transact(parts.db, async (journal) => {
    const withdrawn = await takeBack(journal, id, caller);
    if (withdrawn === null) throw nothingToWithdraw();
    await eraseSecrets(journal, id);
    await noteChangeEvent(
      journal,
      withdrawn,
      'state',
      `Withdrawn by ${caller.person.displayName}.`,
    );
    await parts.notices.withdrawn(journal, withdrawn, caller.person);
    audit(journal, {
      code: 'change.withdrawn',
      caller,
      origin,
      action: 'withdraw',
      object: id,
      changeHash: change.digest,
      detail: change.reference,
    });
  });
  return presentChange(parts, id, caller);
}

function didWait(change: ChangeRecord): boolean {
  return change.row.claimable_at !== null || lateKeysOf(change).size > 0;
}

function nothingToWithdraw(): Refusal {
  return new Refusal('invalid_state', {
    detail:
      'Only a change that is pending, cools off or waits for its secret is withdrawn.',
    nextStep: 'When its task has started already, cancel the task.',
  });
}

/** Who may withdraw what stands in the statement: a decision or the end of the cool-off may come first. */
async function takeBack(
  { tx }: Journal,
  id: string,
  { person, roles }: Caller,
): Promise<ChangeRecord | null> {
  const isAdmin = roles.includes('security_admin');
  const row = await tx
    .updateTable('change')
    .set((change) => ({
      state: 'withdrawn',
      waiting_for: null,
      ended_at: sql<Date>`now()`,
      v: change('v', '+', 1),
    }))
    .where('id', '=', id)
    .where(
      sql<boolean>`((state = 'pending' and requester_id = ${person.id})
        or (state = 'approved' and waiting_for is not null
          and (requester_id = ${person.id} or ${isAdmin})))`,
    )
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : readChangeRow(row);
}
