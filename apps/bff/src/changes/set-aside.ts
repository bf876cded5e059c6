import { type AnyChange, UNSUCCESSFUL_ENDS } from '@keyward/contract';
import {
  type DatabaseTransaction,
  type Journal,
  transact,
} from '@keyward/database';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import type { ChangeParts } from './change-parts.ts';
import { getChange } from './change-record.ts';
import { presentChange } from './present-change.ts';

/**
 * The requester has seen how their change ended and wants no reminder of it. Saying it twice changes nothing.
 *
 * @throws Refusal `not_found`, `forbidden` for another's change, `invalid_state` while it is open or when it succeeded
 */
export async function setAside(
  parts: ChangeParts,
  id: string,
  caller: Caller,
  origin: Origin,
): Promise<AnyChange> {
  const change = await getChange(parts.db, id);
  if (change.requesterId !== caller.person.id) {
    throw new Refusal('forbidden', {
      detail: 'Only the person who submitted a change sets it aside.',
    });
  }
  if (!UNSUCCESSFUL_ENDS.some((state) => state === change.state)) {
    throw new Refusal('invalid_state', {
      detail:
        'Only a change that was rejected, went stale, expired or failed is set aside.',
    });
  }
  await transact(parts.db, async (journal: Journal) => {
    if (!(await markSetAside(journal.tx, id, caller.person.id))) return;
    audit(journal, {
      code: 'change.set_aside',
      caller,
      origin,
      action: 'set aside',
      object: id,
      changeHash: change.digest,
      detail: change.reference,
    });
  });
  return presentChange(parts, id, caller);
}

/** False when it was set aside before, is somebody else’s or did not end so. */
export async function markSetAside(
  tx: DatabaseTransaction,
  id: string,
  requesterId: string,
): Promise<boolean> {
  const row = await tx
    .updateTable('change')
    .set({ set_aside_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('requester_id', '=', requesterId)
    .where('set_aside_at', 'is', null)
    .where('state', 'in', [...UNSUCCESSFUL_ENDS])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
