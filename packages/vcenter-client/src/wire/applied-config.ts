import { z } from 'zod';

import { certificateChain, networkAddress } from './addresses.ts';
import { localizableMessage } from './vapi.ts';

export const appliedHealth = z.enum(['NONE', 'OK', 'ERROR']);

/** One service as the hosts really use it; `service` is absent when no registration explains it. */
export const appliedSummary = z.looseObject({
  health: z.string(),
  address: networkAddress,
  service: z.string().optional(),
});
export type AppliedSummary = z.output<typeof appliedSummary>;
export const appliedSummaries = z.array(appliedSummary);

export const appliedInfo = appliedSummary.extend({
  groups: z.array(z.string()).default([]),
  trusted_CA: z.array(certificateChain).optional(),
  trustedc_as: z.array(certificateChain).optional(),
  details: z.array(localizableMessage).default([]),
});
export type AppliedInfo = z.output<typeof appliedInfo>;

/** Body of `POST …/kms/services-applied-config?action=query&vmw-task=true`. */
export const appliedFilter = z.strictObject({
  health: z.array(appliedHealth).optional(),
  address: z.array(networkAddress).optional(),
});
