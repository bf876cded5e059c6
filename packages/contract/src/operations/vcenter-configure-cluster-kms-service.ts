import { z } from 'zod';

import { vendorId } from '../primitives.ts';
import { ONE_REVIEWER } from './default-policy.ts';
import { OPERATION_FACTS } from './operation-facts.ts';
import type { TargetOperationContract } from './operation.ts';

const input = z.strictObject({
  cluster: vendorId,
  source: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('SERVICE'), service: vendorId }),
    z.strictObject({
      type: z.literal('CLUSTER'),
      trustAuthorityCluster: vendorId,
    }),
  ]),
});

/** Vendor source: vSphere Automation API 7.0–8.x, trusted-clusters kms services, create as a task. */
export const vcenterConfigureClusterKmsService = {
  ...OPERATION_FACTS['vcenter.configure-cluster-kms-service'],
  target: 'connection',
  system: 'vcenter',
  capability: 'trusted-clusters',
  unavailable: {
    reason:
      'vSphere Trust Authority is part of vCenter 7.0 to 8.x and was removed in 9.0.',
    alternative: 'On this vCenter use a standard or native key provider.',
  },
  execution: 'approved',
  privileges: ['TrustedAdmin.ManageTrustedHosts', 'System.View on the cluster'],
  defaultPolicy: ONE_REVIEWER,
  caution: null,
  objectMembers: ['cluster'],
  undo: 'Remove the service from the cluster in vCenter again, once no virtual machine there takes a key through it. Keyward has no operation for that.',
  secretPointers: [],
  formMembers: ['sourceType'],
  input,
  preview: input,
  frozen: input,
} as const satisfies TargetOperationContract;
