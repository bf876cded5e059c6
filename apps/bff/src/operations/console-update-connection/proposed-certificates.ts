import { readCertificate } from '@keyward/pki';

import type { Input } from './guard.ts';

/** SHA-256 of everything that the connection is to trust. A bundle that cannot be read is refused elsewhere. */
export async function certificatesOf(trust: Input['trust']): Promise<string[]> {
  if (trust.mode === 'pin') return [trust.sha256];
  const read = await readCertificate(trust.pem).catch(() => null);
  return read === null
    ? []
    : [read.leaf, ...read.chain].map(({ sha256 }) => sha256);
}
