import type { ApprovalChallenge } from '@keyward/contract';
import { createHash } from 'node:crypto';

import { canonicalBytes } from './digest.ts';

/** The 32 bytes that an approver's passkey signs: SHA-256 over the canonical JSON (RFC 8785) of the challenge. */
export function approvalChallengeBytes(
  challenge: ApprovalChallenge,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    createHash('sha256').update(canonicalBytes(challenge)).digest(),
  );
}

/** The same, as a browser names it in its client data: base64url without padding. */
export function approvalChallengeText(challenge: ApprovalChallenge): string {
  return Buffer.from(approvalChallengeBytes(challenge)).toString('base64url');
}
