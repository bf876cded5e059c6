import type { CertificateSummary } from '@keyward/contract';
import { type CertificateFacts, readCertificate } from '@keyward/pki';

/** The public facts of the first certificate of a text; null when it is none that can be read. */
export async function summariseCertificate(
  pem: string,
): Promise<CertificateSummary | null> {
  const read = await readCertificate(pem).catch(() => null);
  return read === null ? null : summariseFacts(read.leaf);
}

export function summariseFacts(facts: CertificateFacts): CertificateSummary {
  const { subject, issuer, serialNumber, notBefore, notAfter } = facts;
  const { sha256, publicKeySha256, keyType } = facts;
  return {
    subject,
    issuer,
    serialNumber,
    notBefore,
    notAfter,
    sha256,
    publicKeySha256,
    keyType,
  };
}
