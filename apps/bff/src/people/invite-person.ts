import type { invitation, invited, inviteRequest } from '@keyward/contract';
import { transact } from '@keyward/database';
import type { z } from 'zod';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { createPerson } from './accounts.ts';
import type { Caller } from './caller.ts';
import { requireFreshProof } from './fresh-proof.ts';
import { makeInvitation } from './invitations.ts';
import { lockPeople } from './people-lock.ts';
import type { PeopleParts } from './people-parts.ts';
import { getPerson } from './present-people.ts';
import { claimUsername, refuseLookAlikeName } from './username-rules.ts';

/**
 * Adds a person without roles and makes the link with which they choose a password. The link is in this answer only.
 *
 * @throws Refusal `step_up_required`, `passkey_required`, `validation_failed`
 */
export async function invitePerson(
  { db, publicUrl }: PeopleParts,
  caller: Caller,
  input: z.infer<typeof inviteRequest>,
  origin: Origin,
): Promise<z.infer<typeof invited>> {
  await requireFreshProof(db, caller);
  return transact(db, async (journal) => {
    const { tx } = journal;
    await lockPeople(tx);
    const username = await claimUsername(tx, input.username);
    await refuseLookAlikeName(tx, input.displayName, null);
    const personId = await createPerson(tx, {
      username,
      displayName: input.displayName,
      email: input.email,
      roles: [],
    });
    const link = await makeInvitation(
      tx,
      personId,
      caller.person.id,
      publicUrl,
    );
    audit(journal, {
      code: 'person.invited',
      caller,
      origin,
      action: 'invite person',
      object: personId,
    });
    return {
      person: await getPerson(tx, caller, personId),
      invitation: link,
    };
  });
}

/**
 * A new link for somebody who cannot sign in in any way yet; the one before ends.
 *
 * @throws Refusal `not_found`, `step_up_required`, `invalid_state` for who has a way to sign in, or is disabled
 */
export async function renewInvitation(
  { db, publicUrl }: PeopleParts,
  caller: Caller,
  personId: string,
  origin: Origin,
): Promise<z.infer<typeof invitation>> {
  const person = await getPerson(db, caller, personId);
  await requireFreshProof(db, caller);
  return transact(db, async (journal) => {
    const { tx } = journal;
    await lockPeople(tx);
    if (!person.active) {
      throw new Refusal('invalid_state', {
        detail: 'This person is disabled.',
        nextStep: 'Give access back with “Change a person’s roles” first.',
      });
    }
    const way = await tx
      .selectFrom('identity')
      .select('id')
      .where('person_id', '=', personId)
      .where((query) =>
        query.or([
          query('iss', '<>', 'local'),
          query('password_hash', 'is not', null),
        ]),
      )
      .executeTakeFirst();
    if (way !== undefined) {
      // A second link would let its maker into somebody else's account.
      throw new Refusal('invalid_state', {
        detail: 'This person has a way to sign in already.',
        nextStep:
          'Reset it with “Change a person’s roles” (console.update-roles, resetSignIn), which a second person approves; then make a link.',
      });
    }
    const link = await makeInvitation(
      tx,
      personId,
      caller.person.id,
      publicUrl,
    );
    audit(journal, {
      code: 'invitation.renewed',
      caller,
      origin,
      action: 'renew invitation',
      object: personId,
    });
    return link;
  });
}
