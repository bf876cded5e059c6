import type { AnyChange, supplySecretsRequest } from '@keyward/contract';
import { type Journal, transact } from '@keyward/database';
import { Secret } from '@keyward/secrets';
import { sql } from 'kysely';
import type { z } from 'zod';

import { audit } from '../audit/note.ts';
import { databaseTime } from '../database-time.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { requireFreshProof } from '../people/fresh-proof.ts';
import { hasEnded, isSignedIn } from '../people/live-session.ts';
import { noteChangeEvent } from './change-events.ts';
import type { ChangeParts } from './change-parts.ts';
import {
  type ChangeRecord,
  getChange,
  isIntact,
  readChangeRow,
} from './change-record.ts';
import { lateKeysOf } from './late-keys.ts';
import { presentChange } from './present-change.ts';
import { refuseWrongKeys } from './refuse-wrong-keys.ts';
import { isSecretAwaited, whyNotAwaited } from './secret-wait.ts';

export interface Supply {
  id: string;
  body: z.infer<typeof supplySecretsRequest>;
  caller: Caller;
  origin: Origin;
}

/**
 * Takes the late secrets of an approved change from its requester, compares them with the approved public keys, and
 * starts its task in this process. They are in memory only, from here to the target.
 *
 * @throws Refusal `forbidden`, `invalid_state`, `digest_mismatch`, `step_up_required`, or one that names the field; the
 * change still waits then.
 */
export async function supplySecrets(
  parts: ChangeParts,
  supply: Supply,
): Promise<AnyChange> {
  const { id, body, caller, origin } = supply;
  const change = await admitSupply(parts, supply);
  await requireFreshProof(parts.db, caller);
  await refuseWrongKeys(lateKeysOf(change), body.secrets);
  const started = await transact(parts.db, async (journal) => {
    const supplied = await endWait(journal, supply);
    await noteChangeEvent(
      journal,
      supplied,
      'state',
      `${caller.person.displayName} supplied the private key; it is the approved one.`,
    );
    audit(journal, {
      code: 'change.secrets_supplied',
      caller,
      origin,
      action: 'supply secrets',
      object: id,
      changeHash: change.digest,
      detail: change.reference,
    });
    return parts.tasks.createWithSecrets(journal, supplied);
  });
  parts.tasks.runWithSecrets(
    started,
    new Map(
      Object.entries(body.secrets).map(([pointer, text]) => [
        pointer,
        new Secret(text),
      ]),
    ),
  );
  return presentChange(parts, id, caller);
}

/** Whose change it is first, then its state, then its content: the order in which people must hear it. */
async function admitSupply(
  parts: ChangeParts,
  { id, body, caller, origin }: Supply,
): Promise<ChangeRecord> {
  const change = await getChange(parts.db, id);
  if (change.requesterId !== caller.person.id) {
    parts.denials.note({
      caller,
      origin,
      code: 'forbidden',
      route: 'supplySecrets',
    });
    throw new Refusal('forbidden', {
      detail: 'Only the person who submitted a change supplies its key.',
    });
  }
  if (!isSecretAwaited(change)) {
    throw notAwaited(change);
  }
  if (change.row.expires_at.getTime() <= (await databaseTime(parts.db))) {
    throw tooLate();
  }
  if (body.digest !== change.digest) {
    throw new Refusal('digest_mismatch', {
      nextStep: 'Reload the change and look at it again.',
    });
  }
  if (!isIntact(change)) {
    throw new Refusal('digest_mismatch', {
      detail:
        'What is stored is no longer what was approved: somebody altered the database.',
      nextStep: 'Keep your key. Tell whoever runs this console.',
    });
  }
  return change;
}

function notAwaited(change: ChangeRecord): Refusal {
  return new Refusal('invalid_state', {
    detail: whyNotAwaited(change),
  });
}

function tooLate(): Refusal {
  return new Refusal('invalid_state', {
    detail: 'The time to supply the key is over.',
    nextStep: 'Copy it into a new change.',
  });
}

/** Every condition stands in the statement: of two who supply at once, or of a supply and a withdrawal, one wins. */
async function endWait(
  journal: Journal,
  { id, body, caller }: Supply,
): Promise<ChangeRecord> {
  const row = await journal.tx
    .updateTable('change')
    .set((change) => ({
      waiting_for: null,
      secrets_supplied_at: sql<Date>`now()`,
      v: change('v', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', '=', 'approved')
    .where('waiting_for', '=', 'secret')
    .where('digest', '=', body.digest)
    .where('requester_id', '=', caller.person.id)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .where(isSignedIn(caller))
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) return readChangeRow(row);
  const now = await getChange(journal.tx, id);
  if (!isSecretAwaited(now)) {
    throw notAwaited(now);
  }
  throw (await hasEnded(journal, caller))
    ? new Refusal('unauthenticated')
    : tooLate();
}
