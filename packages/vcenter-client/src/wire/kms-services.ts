import { z } from 'zod';

import { certificateChain, networkAddress } from './addresses.ts';

/** One key provider service, registered in vCenter or configured on a trusted cluster. */
export const kmsServiceSummary = z.looseObject({
  service: z.string(),
  address: networkAddress,
  group: z.string(),
  trust_authority_cluster: z.string(),
});
export type KmsServiceSummary = z.output<typeof kmsServiceSummary>;
export const kmsServiceSummaries = z.array(kmsServiceSummary);

/** 7.0 writes `trusted_CA`, the 9.1 pages `trusted_ca`; both are read. */
export const kmsServiceInfo = z.looseObject({
  address: networkAddress,
  group: z.string(),
  trust_authority_cluster: z.string(),
  trusted_CA: certificateChain.optional(),
  trusted_ca: certificateChain.optional(),
});
export type KmsServiceInfo = z.output<typeof kmsServiceInfo>;

/** Body of `POST …/kms/services?action=query`; every member narrows, none means all. */
export const kmsServiceFilter = z.strictObject({
  services: z.array(z.string()).optional(),
  address: z.array(networkAddress).optional(),
  group: z.array(z.string()).optional(),
  trust_authority_cluster: z.array(z.string()).optional(),
});
export type KmsServiceFilter = z.output<typeof kmsServiceFilter>;

/** Body of `POST trusted-clusters/{cluster}/kms/services?vmw-task=true`. */
export const configureKmsServiceRequest = z.strictObject({
  type: z.enum(['SERVICE', 'CLUSTER']),
  service: z.string().optional(),
  trust_authority_cluster: z.string().optional(),
});
