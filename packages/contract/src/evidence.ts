import { z } from 'zod';

import { proofMethod } from './passkey.ts';
import { sha256, timestamp } from './primitives.ts';

/** What a signed approval signs: the challenge is SHA-256 over the canonical JSON (RFC 8785) of this, as bytes. */
export const approvalChallenge = z.strictObject({
  t: z.literal('approve.v1'),
  changeId: z.string(),
  digest: sha256,
  approverId: z.string(),
  nonce: z.string(),
});
export type ApprovalChallenge = z.infer<typeof approvalChallenge>;

/** A passkey's signature over one change, complete: it can be checked without the console. Binary members are base64url. */
export const signedEvidence = z.object({
  v: z.literal(1),
  method: z.literal('passkey'),
  rpId: z.string(),
  origin: z.string(),
  credentialId: z.string(),
  /** COSE key. */
  publicKey: z.string(),
  /** SHA-256 of the key's SubjectPublicKeyInfo: what approvers give out themselves. */
  publicKeySha256: sha256,
  challenge: approvalChallenge,
  clientDataJSON: z.string(),
  authenticatorData: z.string(),
  signature: z.string(),
});
export type SignedEvidence = z.infer<typeof signedEvidence>;

/** An approval without a signature: a person who has no passkey, with a sign-in that was fresh. */
export const signInEvidence = z.object({
  v: z.literal(1),
  method: proofMethod.exclude(['passkey']),
  provedAt: timestamp,
});

export const approvalEvidence = z.discriminatedUnion('method', [
  signedEvidence,
  signInEvidence,
]);
export type ApprovalEvidence = z.infer<typeof approvalEvidence>;
