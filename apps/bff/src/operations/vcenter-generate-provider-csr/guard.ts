import type { FrozenInput } from '@keyward/contract';
import { z } from 'zod';

export type K = 'vcenter.generate-provider-csr';
export type Input = FrozenInput<K>;

/** What the provider has now: the certificate that stays, and the CSR that is overwritten. */
export const guard = z.object({
  trustAuthorityCluster: z.string(),
  clusterName: z.string().nullable(),
  provider: z.string(),
  certificateSha256: z.string().nullable(),
  csr: z
    .object({ subject: z.string(), publicKeySha256: z.string() })
    .nullable(),
});
export type Guard = z.infer<typeof guard>;
