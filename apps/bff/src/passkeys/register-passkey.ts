import {
  challengeIn,
  keyFingerprint,
  PASSKEY_ALGORITHMS,
} from '@keyward/approval-proof';
import type {
  Passkey,
  PasskeyOptions,
  registerPasskeyRequest,
} from '@keyward/contract';
import { transact } from '@keyward/database';
import type { VerifiedRegistrationResponse } from '@simplewebauthn/server';
import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal, refuseField } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { requireProofForPasskeys } from '../people/fresh-proof.ts';
import { lockPerson } from './lock-person.ts';
import { openChallenge, takeChallenge } from './passkey-challenges.ts';
import type { PasskeyParts } from './passkey-parts.ts';
import {
  CEREMONY_MS,
  credentialsOf,
  findPasskeys,
  presentPasskey,
  userHandle,
} from './passkey-record.ts';

/** More passkeys than this nobody keeps an overview of. */
const MOST_PASSKEYS = 20;

/** Options for `navigator.credentials.create`. @throws Refusal `step_up_required`, `invalid_state` */
export async function registrationOptions(
  { db, relyingParty }: PasskeyParts,
  caller: Caller,
): Promise<PasskeyOptions> {
  await requireProofForPasskeys(db, caller);
  const { person } = caller;
  const passkeys = await findPasskeys(db, person.id);
  refuseTooMany(passkeys.length);
  const challenge = randomBytes(32).toString('base64url');
  await openChallenge(db, caller, {
    challenge,
    nonce: challenge,
    about: { purpose: 'register' },
  });
  return {
    challenge,
    rp: { id: relyingParty.id, name: relyingParty.name },
    user: {
      id: Buffer.from(userHandle(person.id)).toString('base64url'),
      name: person.username,
      displayName: person.displayName,
    },
    pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({
      type: 'public-key',
      alg,
    })),
    excludeCredentials: credentialsOf(passkeys),
    authenticatorSelection: {
      userVerification: 'required',
      residentKey: 'preferred',
      requireResidentKey: false,
    },
    attestation: 'none',
    timeout: CEREMONY_MS,
  };
}

/**
 * Registers a passkey. A credential belongs to one person: one that anybody has already is refused.
 *
 * @throws Refusal `step_up_required`, `validation_failed`, `in_use`, `invalid_state`
 */
export async function registerPasskey(
  parts: PasskeyParts,
  input: z.infer<typeof registerPasskeyRequest>,
  caller: Caller,
  origin: Origin,
): Promise<Passkey> {
  await requireProofForPasskeys(parts.db, caller);
  const made = await verifyRegistration(parts, input.response, caller);
  const { credential } = made;
  const row = await transact(parts.db, async (journal) => {
    await lockPerson(journal.tx, caller.person.id);
    refuseTooMany((await findPasskeys(journal.tx, caller.person.id)).length);
    const inserted = await journal.tx
      .insertInto('passkey')
      .values({
        id: uuidv7(),
        person_id: caller.person.id,
        credential_id: credential.id,
        public_key: Buffer.from(credential.publicKey),
        public_key_sha256: made.fingerprint,
        counter: credential.counter,
        transports: input.response.response.transports ?? [],
        backed_up: made.backedUp,
        name: input.name,
      })
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (inserted === undefined) {
      throw new Refusal('in_use', {
        detail: 'This passkey is registered already.',
        nextStep: 'Use another authenticator, or make a new passkey on it.',
      });
    }
    audit(journal, {
      code: 'passkey.registered',
      caller,
      origin,
      action: 'register passkey',
      object: inserted.id,
      detail: `${inserted.name} ${made.fingerprint}`,
    });
    return inserted;
  });
  return presentPasskey(row);
}

type Registration = Extract<VerifiedRegistrationResponse, { verified: true }>;

async function verifyRegistration(
  { db, relyingParty }: PasskeyParts,
  response: z.infer<typeof registerPasskeyRequest>['response'],
  caller: Caller,
): Promise<{
  credential: Registration['registrationInfo']['credential'];
  fingerprint: string;
  backedUp: boolean;
}> {
  const challenge = challengeIn(response.response.clientDataJSON);
  if (challenge === null) throw unusable();
  const taken = await takeChallenge(db, caller, challenge, {
    purpose: 'register',
  });
  if (!taken.taken) {
    throw unusable('This answer came too late, or was used already.');
  }
  // Loaded when somebody registers, for its size in memory.
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id: response.id,
        rawId: response.rawId,
        type: response.type,
        response: {
          clientDataJSON: response.response.clientDataJSON,
          attestationObject: response.response.attestationObject,
        },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: relyingParty.origin,
      expectedRPID: relyingParty.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
    });
    if (!verified || registrationInfo.credential.id !== response.id) {
      throw unusable();
    }
    const { credential, credentialBackedUp: backedUp } = registrationInfo;
    const fingerprint = await keyFingerprint(credential.publicKey);
    return { credential, fingerprint, backedUp };
  } catch (error) {
    // The library's own messages quote what was sent.
    throw error instanceof Refusal ? error : unusable();
  }
}

function unusable(
  message = 'The authenticator’s answer cannot be used here.',
): Refusal {
  return refuseField('/response', 'passkey_not_usable', message);
}

function refuseTooMany(registered: number): void {
  if (registered < MOST_PASSKEYS) return;
  throw new Refusal('invalid_state', {
    detail: `You have ${String(MOST_PASSKEYS)} passkeys already.`,
    nextStep: 'Remove one that you no longer use.',
  });
}
