import type { CertificateSummary } from '@keyward/contract';
import { readCertificate } from '@keyward/pki';

import { summariseFacts } from '../connections/estate/summarise-certificate.ts';

/**
 * The certificates of a PEM text, the leaf first. Stored by us after it was read once; of what can no longer be read
 * nothing is told here, only by the page of its connection or change.
 */
export async function readStoredCertificates(
  pem: string,
): Promise<CertificateSummary[]> {
  const read = await readCertificate(pem).catch(() => null);
  return read === null ? [] : [read.leaf, ...read.chain].map(summariseFacts);
}
