import { readCertificate } from '@keyward/pki';

import type { ClientIdentity } from './client-key.ts';

/** What was shown to the key server, as far as it matters when it refuses. */
export interface ShownToServer {
  /** `shown`, or why no client certificate was. */
  clientCertificate: 'shown' | 'key_not_here' | 'none';
  /** Why a key server may not take the certificate; null when there is nothing to say. */
  weakness: { why: string; nextStep: string } | null;
}

export const WHY_NOT_SHOWN = {
  none: 'none was shown, because only the target has one',
  key_not_here:
    'none was shown, because its private key is not sealed in this change: client authentication was not tried',
} as const;

const ISSUE_AGAIN =
  'Have the certificate issued again with the extended key usage clientAuth.';

export async function shownToServer(
  client: ClientIdentity | null,
  whyNoClient: 'key_not_here' | 'none',
): Promise<ShownToServer> {
  if (client === null) {
    return { clientCertificate: whyNoClient, weakness: null };
  }
  const read = await readCertificate(client.certificatePem).catch(() => null);
  return {
    clientCertificate: 'shown',
    weakness: read === null ? null : weaknessOf(read.leaf),
  };
}

function weaknessOf(leaf: {
  notAfter: string;
  hasClientAuth: boolean | null;
}): ShownToServer['weakness'] {
  if (Date.parse(leaf.notAfter) < Date.now()) {
    return {
      why: 'it has expired',
      nextStep: 'Use a certificate that is valid.',
    };
  }
  if (leaf.hasClientAuth === true) return null;
  return leaf.hasClientAuth === false
    ? {
        why: 'its extended key usage does not name clientAuth',
        nextStep: ISSUE_AGAIN,
      }
    : {
        why: 'it has no extended key usage, and many key servers want clientAuth there',
        nextStep: ISSUE_AGAIN,
      };
}
