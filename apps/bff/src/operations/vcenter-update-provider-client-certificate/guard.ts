import type { FrozenInput } from '@keyward/contract';
import type { CertificateFacts } from '@keyward/pki';
import { z } from 'zod';

export type K = 'vcenter.update-provider-client-certificate';
export type Input = FrozenInput<K>;

const certificate = z.object({
  sha256: z.string(),
  publicKeySha256: z.string(),
  subject: z.string(),
  serialNumber: z.string(),
  notAfter: z.string(),
});
export type BriefCertificate = z.infer<typeof certificate>;

/** The provider's present certificate and last CSR, and the new certificate as read from the input. */
export const guard = z.object({
  trustAuthorityCluster: z.string(),
  clusterName: z.string().nullable(),
  provider: z.string(),
  current: certificate.nullable(),
  csrPublicKeySha256: z.string().nullable(),
  next: certificate,
});
export type Guard = z.infer<typeof guard>;

export const KEY_POINTER = '/keySource/privateKey';

/** Facts of a certificate that stay what they are while it is the same certificate. */
export function brief(leaf: CertificateFacts): BriefCertificate {
  const { sha256, publicKeySha256, subject, serialNumber, notAfter } = leaf;
  return { sha256, publicKeySha256, subject, serialNumber, notAfter };
}
