import { type CsrFacts, readCsr } from '@keyward/pki';
import type { VcenterClient } from '@keyward/vcenter-client';

import type { Input } from './guard.ts';

/** The provider's last CSR, read now; null when there is none, or what there is cannot be read as one. */
export async function presentCsr(
  client: VcenterClient,
  { trustAuthorityCluster, provider }: Input,
  signal: AbortSignal,
): Promise<CsrFacts | null> {
  const pem = await client.providerClientCertificate.getCsr(
    trustAuthorityCluster,
    provider,
    { signal },
  );
  return pem === null ? null : readCsr(pem).catch(() => null);
}
