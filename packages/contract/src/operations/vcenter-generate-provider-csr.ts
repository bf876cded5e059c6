import { z } from 'zod';

import { vendorId } from '../primitives.ts';
import { ONE_REVIEWER } from './default-policy.ts';
import { OPERATION_FACTS } from './operation-facts.ts';
import type { TargetOperationContract } from './operation.ts';

const input = z.strictObject({
  trustAuthorityCluster: vendorId,
  provider: vendorId,
});

/**
 * Vendor source: vSphere Automation API 7.0–8.x, trust authority kms providers client-certificate csr, create as a task
 * whose result is `{csr}`. Standard risk: hosts go on with the certificate that they have until an answer to the CSR is
 * installed, which is a change of its own.
 */
export const vcenterGenerateProviderCsr = {
  ...OPERATION_FACTS['vcenter.generate-provider-csr'],
  target: 'connection',
  system: 'vcenter',
  capability: 'trust-authority',
  unavailable: {
    reason:
      'This vCenter has no Trust Authority cluster. Only vCenter 7.0 to 8.x can have one; 9.0 removed the feature.',
    alternative:
      'Choose the vCenter that manages the Trust Authority cluster, or use a standard or native key provider.',
  },
  execution: 'approved',
  privileges: ['TrustedAdmin.ManageKMSTrust', 'System.View on the cluster'],
  defaultPolicy: ONE_REVIEWER,
  caution:
    'Each new CSR overwrites the last one: a signed answer to the last one that is still on its way becomes useless.',
  objectMembers: ['trustAuthorityCluster', 'provider'],
  undo: 'This cannot be undone: the last CSR and the key behind it are gone. The client certificate in use stays, and a further CSR can be made at any time.',
  secretPointers: [],
  input,
  preview: input,
  frozen: input,
} as const satisfies TargetOperationContract;
