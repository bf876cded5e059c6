import type { ApprovalChallenge } from '@keyward/contract';

import { sha256, toBase64url } from './sha256.ts';

/**
 * The challenge that a signed approval must have, base64url: SHA-256 over the canonical JSON (RFC 8785) of what is
 * approved. All members are texts, so sorted keys and the browser's own JSON are the canonical form.
 */
export async function challengeOf(
  approval: ApprovalChallenge,
): Promise<string> {
  const sorted = Object.fromEntries(
    Object.entries(approval).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  return toBase64url(
    await sha256(new TextEncoder().encode(JSON.stringify(sorted))),
  );
}
