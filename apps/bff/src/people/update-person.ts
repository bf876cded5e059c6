import type { PersonDetail, updatePersonRequest } from '@keyward/contract';
import { type Journal, transact } from '@keyward/database';
import { sql } from 'kysely';
import type { z } from 'zod';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from './caller.ts';
import { endSessionsOf } from './end-sessions.ts';
import { requireFreshProof } from './fresh-proof.ts';
import { endInvitationsOf } from './invitations.ts';
import { refuseLastAdmin } from './last-admin.ts';
import { lockPeople } from './people-lock.ts';
import type { PeopleParts } from './people-parts.ts';
import { getPerson } from './present-people.ts';
import { refuseLookAlikeName } from './username-rules.ts';

/**
 * Renames a person, changes the address for notifications, or takes access away at once. Giving it back is a change
 * that somebody else approves.
 *
 * @throws Refusal `not_found`, `step_up_required`, `validation_failed`, `invalid_state` for oneself, `in_use` for the last security admin
 */
export async function updatePerson(
  { db }: Pick<PeopleParts, 'db'>,
  caller: Caller,
  personId: string,
  input: z.infer<typeof updatePersonRequest>,
  origin: Origin,
): Promise<PersonDetail> {
  await getPerson(db, caller, personId);
  await requireFreshProof(db, caller);
  await transact(db, async (journal) => {
    await lockPeople(journal.tx);
    if (input.displayName !== undefined) {
      await refuseLookAlikeName(journal.tx, input.displayName, personId);
    }
    const changed = await writeFacts(journal, personId, input);
    if (changed.length > 0) {
      audit(journal, {
        code: 'person.updated',
        caller,
        origin,
        action: 'update person',
        object: personId,
        detail: changed.join(', '),
      });
    }
    if (input.active === false) {
      await disable(journal, caller, personId, origin);
    }
  });
  return getPerson(db, caller, personId);
}

async function writeFacts(
  { tx }: Journal,
  personId: string,
  { displayName, email }: z.infer<typeof updatePersonRequest>,
): Promise<string[]> {
  const facts = {
    ...(displayName === undefined ? {} : { display_name: displayName }),
    ...(email === undefined ? {} : { email }),
  };
  const changed = Object.keys(facts);
  if (changed.length > 0) {
    await tx
      .updateTable('person')
      .set(facts)
      .where('id', '=', personId)
      .execute();
  }
  return changed;
}

async function disable(
  journal: Journal,
  caller: Caller,
  personId: string,
  origin: Origin,
): Promise<void> {
  const { tx } = journal;
  if (personId === caller.person.id) {
    throw new Refusal('invalid_state', {
      detail: 'You cannot take your own access away.',
      nextStep: 'Ask another security admin.',
    });
  }
  await refuseLastAdmin(tx, personId);
  const disabled = await tx
    .updateTable('person')
    .set({ disabled_at: sql<Date>`now()` })
    .where('id', '=', personId)
    .where('disabled_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (disabled === undefined) return;
  const ended = await endSessionsOf(tx, personId, 'person_disabled');
  await endInvitationsOf(tx, personId);
  audit(journal, {
    code: 'person.disabled',
    caller,
    origin,
    action: 'disable person',
    object: personId,
    detail: `${String(ended)} sessions ended`,
  });
}
