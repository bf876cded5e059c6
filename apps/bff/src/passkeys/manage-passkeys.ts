import type { Passkey } from '@keyward/contract';
import { type PasskeyRow, type Queryable, transact } from '@keyward/database';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { requireFreshProof } from '../people/fresh-proof.ts';
import { lockPerson } from './lock-person.ts';
import type { PasskeyParts } from './passkey-parts.ts';
import { findPasskeys, presentPasskey } from './passkey-record.ts';

/** @throws Refusal `not_found` when it is not one of the person's own */
export async function renamePasskey(
  { db }: PasskeyParts,
  id: string,
  name: string,
  caller: Caller,
  origin: Origin,
): Promise<Passkey> {
  return transact(db, async (journal) => {
    const row = await journal.tx
      .updateTable('passkey')
      .set({ name })
      .where('id', '=', id)
      .where('person_id', '=', caller.person.id)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw noSuchPasskey();
    audit(journal, {
      code: 'passkey.renamed',
      caller,
      origin,
      action: 'name passkey',
      object: id,
      detail: name,
    });
    return presentPasskey(row);
  });
}

/**
 * Removes a passkey of one's own. Who decides on changes keeps at least one: without it the next decision would rest on
 * a password alone.
 *
 * @throws Refusal `step_up_required`, `not_found`, `in_use`
 */
export async function removePasskey(
  { db }: PasskeyParts,
  id: string,
  caller: Caller,
  origin: Origin,
): Promise<void> {
  await requireFreshProof(db, caller);
  await transact(db, async (journal) => {
    await lockPerson(journal.tx, caller.person.id);
    const found = await ownPasskey(journal.tx, id, caller);
    await journal.tx.deleteFrom('passkey').where('id', '=', id).execute();
    audit(journal, {
      code: 'passkey.removed',
      caller,
      origin,
      action: 'remove passkey',
      object: id,
      detail: `${found.name} ${found.public_key_sha256}`,
    });
  });
}

async function ownPasskey(
  db: Queryable,
  id: string,
  caller: Caller,
): Promise<PasskeyRow> {
  const passkeys = await findPasskeys(db, caller.person.id);
  const found = passkeys.find((each) => each.id === id);
  if (found === undefined) throw noSuchPasskey();
  if (passkeys.length === 1 && caller.permissions.includes('changes:decide')) {
    throw new Refusal('in_use', {
      detail: 'This is your only passkey, and your role decides on changes.',
      nextStep: 'Register another passkey first, then remove this one.',
    });
  }
  return found;
}

function noSuchPasskey(): Refusal {
  return new Refusal('not_found', { detail: 'You have no such passkey.' });
}
