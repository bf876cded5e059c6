import type { ChangeDetail, SignedEvidence } from '@keyward/contract';

import { approvalChallengeText } from './approval-challenge.ts';
import { keyFingerprint } from './key-fingerprint.ts';
import {
  foldName,
  isPinnedElsewhere,
  pinnedFor,
  type PinnedKeys,
} from './pinned-keys.ts';
import { type AssertionFault, verifyAssertion } from './verify-assertion.ts';

type Approval = ChangeDetail['decisions'][number];

/** How one approval in an export stands. */
export interface ApprovalFinding {
  person: Approval['person'];
  at: string;
  /**
   * `proved`: signed by a key that its person gave out. `not_pinned`: signed, by a key that nobody vouches for.
   * `not_signed`: given without a passkey. `forged`: says something that cannot be true.
   */
  standing: 'proved' | 'not_pinned' | 'not_signed' | 'forged';
  /** SHA-256 of the signing key's SubjectPublicKeyInfo, computed here; null without a signature. */
  fingerprint: string | null;
  origin: string | null;
  /** The key is pinned, but under another word than the person's id, so that it vouches for nobody. */
  pinnedElsewhere: boolean;
  faults: string[];
}

const FAULT_SENTENCES = {
  unreadable: 'the signed data cannot be read',
  other_challenge: 'the signature is over another challenge',
  other_origin: 'the signature was made at another address',
  other_relying_party: 'the signature was made for another site',
  user_not_verified: 'the authenticator did not verify its person',
  counter_went_back: 'the use count went back',
  signature: 'the signature is not right',
} as const satisfies Record<AssertionFault, string>;

/** Judges one approval of an exported change. `pins` is null when no fingerprints were given. */
export async function proveApproval(
  change: ChangeDetail,
  approval: Approval,
  pins: PinnedKeys | null,
): Promise<ApprovalFinding> {
  const { person, at, evidence } = approval;
  const faults = faultsOfDecision(change, approval);
  if (evidence?.method !== 'passkey') {
    const standing = faults.length > 0 ? 'forged' : 'not_signed';
    return {
      person,
      at,
      standing,
      fingerprint: null,
      origin: null,
      pinnedElsewhere: false,
      faults,
    };
  }
  faults.push(...faultsOfChallenge(change, person.id, evidence));
  const fingerprint = await fingerprintOf(evidence);
  if (fingerprint !== evidence.publicKeySha256) {
    faults.push('the fingerprint is not that of the key');
  }
  faults.push(...(await faultsOfSignature(evidence)));
  const pin = pins === null ? null : pinnedFor(pins, person);
  if (pin !== null && !pin.fingerprints.has(fingerprint ?? '')) {
    faults.push(`the key is none of those pinned for ${person.id}`);
  }
  const proved = pin === null ? 'not_pinned' : 'proved';
  return {
    person,
    at,
    standing: faults.length > 0 ? 'forged' : proved,
    fingerprint,
    origin: evidence.origin,
    pinnedElsewhere:
      pins !== null && pin === null && isPinnedElsewhere(pins, fingerprint),
    faults,
  };
}

function faultsOfDecision(change: ChangeDetail, approval: Approval): string[] {
  const { requester, digest } = change;
  const { person } = approval;
  const faults: string[] = [];
  if (approval.digest !== digest) faults.push('it approves another digest');
  if (
    foldName(person.id) === foldName(requester.id) ||
    foldName(person.username) === foldName(requester.username)
  ) {
    faults.push('the approver is the requester');
  }
  return faults;
}

function faultsOfChallenge(
  change: ChangeDetail,
  approverId: string,
  { challenge, origin, rpId }: SignedEvidence,
): string[] {
  const faults: string[] = [];
  if (challenge.changeId !== change.id) {
    faults.push('the signature names another change');
  }
  if (challenge.digest !== change.digest) {
    faults.push('the signature names another digest');
  }
  if (challenge.approverId !== approverId) {
    faults.push('the signature names another approver');
  }
  if (!isSiteOf(rpId, origin)) {
    faults.push(`${rpId} is not the site of ${origin}`);
  }
  return faults;
}

/** A passkey works at its site and below it, over TLS or on the machine itself (WebAuthn Level 3, §5.1.3). */
function isSiteOf(rpId: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { hostname, protocol } = new URL(origin);
  const isBelow = hostname === rpId || hostname.endsWith(`.${rpId}`);
  return isBelow && (protocol === 'https:' || hostname === 'localhost');
}

async function fingerprintOf({
  publicKey,
}: SignedEvidence): Promise<string | null> {
  try {
    return await keyFingerprint(Buffer.from(publicKey, 'base64url'));
  } catch {
    return null;
  }
}

async function faultsOfSignature(evidence: SignedEvidence): Promise<string[]> {
  const verified = await verifyAssertion({
    assertion: {
      id: evidence.credentialId,
      rawId: evidence.credentialId,
      type: 'public-key',
      response: {
        clientDataJSON: evidence.clientDataJSON,
        authenticatorData: evidence.authenticatorData,
        signature: evidence.signature,
      },
    },
    challenge: approvalChallengeText(evidence.challenge),
    origin: evidence.origin,
    rpId: evidence.rpId,
    credential: {
      id: evidence.credentialId,
      publicKey: Buffer.from(evidence.publicKey, 'base64url'),
      // Counts are the console's to watch; an export holds one use only.
      counter: 0,
    },
  });
  return verified.ok ? [] : [FAULT_SENTENCES[verified.fault]];
}
