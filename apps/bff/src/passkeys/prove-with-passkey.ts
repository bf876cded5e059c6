import {
  type AssertionFault,
  challengeIn,
  verifyAssertion,
} from '@keyward/approval-proof';
import type { PasskeyAssertion, PasskeyOptions } from '@keyward/contract';
import type { PasskeyRow } from '@keyward/database';
import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';

import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { STEP_UP_OPTIONS_URL, stepUpRequired } from '../people/fresh-proof.ts';
import {
  type ChallengePurpose,
  openChallenge,
  takeChallenge,
} from './passkey-challenges.ts';
import type { PasskeyParts } from './passkey-parts.ts';
import {
  CEREMONY_MS,
  credentialsOf,
  findPasskeys,
  userHandle,
} from './passkey-record.ts';

/** An assertion that the person's own authenticator made just now, for exactly this. */
export interface PasskeyProof {
  passkey: PasskeyRow;
  challenge: string;
  nonce: string;
}

type ProofFault =
  | AssertionFault
  | 'challenge_not_open'
  | 'challenge_expired'
  | 'unknown_passkey';

/** What a person reads when a confirmation does not count. */
const SENTENCES = {
  unreadable: 'The passkey’s answer cannot be read.',
  challenge_not_open:
    'This confirmation was used already, or was made for something else.',
  challenge_expired: 'This confirmation came too late.',
  unknown_passkey: 'This passkey is none of yours.',
  other_challenge: 'This confirmation was made for something else.',
  other_origin: 'This confirmation was made for another address.',
  other_relying_party: 'This confirmation was made for another site.',
  user_not_verified:
    'The passkey did not check that it was you; use one with a PIN, a fingerprint or your face.',
  counter_went_back:
    'This passkey counts backwards: there may be a copy of it. Remove it and tell a security admin.',
  signature: 'The passkey’s signature is not right.',
} as const satisfies Record<ProofFault, string>;

/**
 * Options for `navigator.credentials.get`, with every passkey of the person.
 *
 * @throws Refusal `passkey_required` when there is none
 */
export async function askForPasskey(
  { db, relyingParty }: PasskeyParts,
  caller: Caller,
  about: ChallengePurpose,
  made: { challenge: string; nonce: string } = randomChallenge(),
): Promise<PasskeyOptions> {
  const passkeys = await findPasskeys(db, caller.person.id);
  if (passkeys.length === 0) {
    throw new Refusal('passkey_required', {
      detail: 'You have no passkey yet.',
      nextStep: 'Register a passkey under “Your account”, then try again.',
    });
  }
  await openChallenge(db, caller, { ...made, about });
  return {
    challenge: made.challenge,
    rpId: relyingParty.id,
    allowCredentials: credentialsOf(passkeys),
    userVerification: 'required',
    timeout: CEREMONY_MS,
  };
}

function randomChallenge(): { challenge: string; nonce: string } {
  const challenge = randomBytes(32).toString('base64url');
  return { challenge, nonce: challenge };
}

/**
 * Verifies an assertion: an open challenge of this person, session and purpose, used up whatever follows; a passkey of
 * this person; user verification; our origin and relying party; a use count that grows; and the signature.
 *
 * @throws Refusal `step_up_required` saying what is wrong
 */
export async function proveWithPasskey(
  { db, relyingParty }: PasskeyParts,
  caller: Caller,
  assertion: PasskeyAssertion,
  about: ChallengePurpose,
): Promise<PasskeyProof> {
  const challenge = challengeIn(assertion.response.clientDataJSON);
  if (challenge === null) throw refused('unreadable', about);
  const taken = await takeChallenge(db, caller, challenge, about);
  if (!taken.taken) throw refused(taken.fault, about);
  const passkey = await db
    .selectFrom('passkey')
    .selectAll()
    .where('credential_id', '=', assertion.id)
    .where('person_id', '=', caller.person.id)
    .executeTakeFirst();
  if (passkey === undefined || !isHandleOf(caller, assertion)) {
    throw refused('unknown_passkey', about);
  }
  const verified = await verifyAssertion({
    assertion,
    challenge,
    origin: relyingParty.origin,
    rpId: relyingParty.id,
    credential: {
      id: passkey.credential_id,
      publicKey: passkey.public_key,
      counter: passkey.counter,
    },
  });
  if (!verified.ok) throw refused(verified.fault, about);
  const counted = await db
    .updateTable('passkey')
    .set({
      counter: verified.counter,
      backed_up: verified.backedUp,
      last_used_at: sql<Date>`now()`,
    })
    .where('id', '=', passkey.id)
    // Two answers with one count are a copy at work; authenticators that do not count always say 0.
    .where(
      sql<boolean>`(counter < ${verified.counter} or (counter = 0 and ${verified.counter} = 0))`,
    )
    .returning('id')
    .executeTakeFirst();
  if (counted === undefined) throw refused('counter_went_back', about);
  return { passkey, challenge, nonce: taken.nonce };
}

/** An authenticator that names the person must name this one. */
function isHandleOf(caller: Caller, { response }: PasskeyAssertion): boolean {
  if (response.userHandle === null || response.userHandle === undefined) {
    return true;
  }
  const expected = Buffer.from(userHandle(caller.person.id));
  return expected.equals(Buffer.from(response.userHandle, 'base64url'));
}

function refused(fault: ProofFault, about: ChallengePurpose): Refusal {
  const refusal = stepUpRequired(
    ['passkey'],
    about.purpose === 'approve'
      ? approvalOptionsUrl(about.changeId)
      : STEP_UP_OPTIONS_URL,
    SENTENCES[fault],
  );
  refusal.denial = {
    object: about.purpose === 'approve' ? about.changeId : null,
    reason: fault,
  };
  return refusal;
}

/** Where the options for approving a change come from. */
export function approvalOptionsUrl(changeId: string): string {
  return `/api/changes/${changeId}/approve/options`;
}
