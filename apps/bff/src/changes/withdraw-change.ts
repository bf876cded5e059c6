import type { AnyChange } from '@keyward/contract';
import { transact } from '@keyward/database';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { eraseSecrets, moveChange, noteChangeEvent } from './change-events.ts';
import type { ChangeParts } from './change-parts.ts';
import { getChange } from './change-record.ts';
import { presentChange } from './present-change.ts';

/** The requester takes a change back before it is decided. @throws Refusal `forbidden`, `invalid_state` */
export async function withdrawChange(
  parts: ChangeParts,
  id: string,
  caller: Caller,
  origin: Origin,
): Promise<AnyChange> {
  const change = await getChange(parts.db, id);
  if (change.requesterId !== caller.person.id) {
    throw new Refusal('forbidden', {
      detail: 'Only the person who submitted a change can withdraw it.',
      nextStep: 'A reviewer can reject it instead.',
    });
  }
  await transact(parts.db, async (journal) => {
    const withdrawn = await moveChange(journal, id, ['pending'], {
      state: 'withdrawn',
      ended_at: sql<Date>`now()`,
    });
    if (withdrawn === null) {
      throw new Refusal('invalid_state', {
        detail: 'Only a pending change can be withdrawn.',
        nextStep: 'When it is approved already, cancel its task.',
      });
    }
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
