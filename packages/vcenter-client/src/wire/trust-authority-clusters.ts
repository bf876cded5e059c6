import { z } from 'zod';

export const trustAuthorityCluster = z.looseObject({
  cluster: z.string(),
  state: z.string(),
});
export type TrustAuthorityCluster = z.output<typeof trustAuthorityCluster>;
export const trustAuthorityClusters = z.array(trustAuthorityCluster);
