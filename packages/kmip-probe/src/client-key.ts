import type { Secret } from '@keyward/secrets';
import { reveal } from '@keyward/secrets/reveal';

/** The client certificate of a change with its sealed key. */
export interface ClientIdentity {
  certificatePem: string;
  key: Secret;
}

/**
 * The identity in the form that `node:tls` takes: the one place of this package where the key is plain text, for the
 * call that begins the handshake. The key signs; it is never sent.
 */
export function identityForTls({ certificatePem, key }: ClientIdentity): {
  cert: string;
  key: string;
} {
  return { cert: certificatePem, key: reveal(key) };
}
