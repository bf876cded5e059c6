import { approvalChallengeText } from '@keyward/approval-proof';
import {
  type ApprovalChallenge,
  type ApprovalEvidence,
  type approvalOptions,
  type approveRequest,
  signInEvidence,
} from '@keyward/contract';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';

import type { PasskeyParts } from '../passkeys/passkey-parts.ts';
import {
  approvalOptionsUrl,
  askForPasskey,
  proveWithPasskey,
} from '../passkeys/prove-with-passkey.ts';
import type { Caller } from '../people/caller.ts';
import {
  hasPasskey,
  requireFreshProof,
  stepUpRequired,
} from '../people/fresh-proof.ts';
import type { ChangeRecord } from './change-record.ts';

type Approved = Pick<ChangeRecord, 'id' | 'digest'>;

/** Asks the approver's passkey for a signature over exactly this change. @throws Refusal `passkey_required` */
export async function askForApproval(
  parts: PasskeyParts,
  change: Approved,
  caller: Caller,
): Promise<z.infer<typeof approvalOptions>> {
  const nonce = randomBytes(32).toString('base64url');
  const options = await askForPasskey(
    parts,
    caller,
    { purpose: 'approve', changeId: change.id, digest: change.digest },
    {
      challenge: approvalChallengeText(challengeOf(change, caller, nonce)),
      nonce,
    },
  );
  return { ...options, nonce };
}

/**
 * What stands behind an approval: a passkey's signature over the change from everybody who has a passkey; from who has
 * none, a sign-in that was fresh.
 *
 * @throws Refusal `step_up_required`, `passkey_required`
 */
export async function proveApproval(
  parts: PasskeyParts,
  change: Approved,
  { assertion }: z.infer<typeof approveRequest>,
  caller: Caller,
): Promise<ApprovalEvidence> {
  if (assertion === undefined) return signInOf(parts, change, caller);
  const { passkey, nonce } = await proveWithPasskey(parts, caller, assertion, {
    purpose: 'approve',
    changeId: change.id,
    digest: change.digest,
  });
  const { relyingParty } = parts;
  return {
    v: 1,
    method: 'passkey',
    rpId: relyingParty.id,
    origin: relyingParty.origin,
    credentialId: passkey.credential_id,
    publicKey: passkey.public_key.toString('base64url'),
    publicKeySha256: passkey.public_key_sha256,
    challenge: challengeOf(change, caller, nonce),
    clientDataJSON: assertion.response.clientDataJSON,
    authenticatorData: assertion.response.authenticatorData,
    signature: assertion.response.signature,
  };
}

async function signInOf(
  { db }: PasskeyParts,
  change: Approved,
  caller: Caller,
): Promise<ApprovalEvidence> {
  if (await hasPasskey(db, caller.person.id)) {
    throw stepUpRequired(['passkey'], approvalOptionsUrl(change.id));
  }
  await requireFreshProof(db, caller);
  return signInEvidence.parse({
    v: 1,
    method: caller.proof.method,
    provedAt: caller.proof.at.toISOString(),
  });
}

function challengeOf(
  { id: changeId, digest }: Approved,
  caller: Caller,
  nonce: string,
): ApprovalChallenge {
  return {
    t: 'approve.v1',
    changeId,
    digest,
    approverId: caller.person.id,
    nonce,
  };
}
