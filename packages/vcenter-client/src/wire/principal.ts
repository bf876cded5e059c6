import { z } from 'zod';

import { certificateChain } from './addresses.ts';

/** The identity with which trusted hosts of this vCenter sign in at a trust authority. */
export const principalInfo = z.looseObject({
  certificates: z.array(certificateChain),
  issuer: z.string(),
  principal: z.looseObject({
    id: z.looseObject({ name: z.string(), domain: z.string() }),
    type: z.string(),
  }),
  name: z.string(),
});
export type PrincipalInfo = z.output<typeof principalInfo>;
