import { z } from 'zod';

import { vendorId } from '../primitives.ts';
import {
  announcedSecret,
  secretPlaceholder,
  secretText,
} from '../secret-slot.ts';
import { ONE_REVIEWER } from './default-policy.ts';
import { OPERATION_FACTS } from './operation-facts.ts';
import type { TargetOperationContract } from './operation.ts';

const MAX_PEM = 65_536;

function shape<S extends z.ZodType>(privateKey: S) {
  return z.strictObject({
    trustAuthorityCluster: vendorId,
    provider: vendorId,
    certificate: z
      .string()
      .min(1, 'Paste the certificate.')
      .max(MAX_PEM, 'At most 64 KiB of PEM.'),
    keySource: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('CSR') }),
      z.strictObject({ type: z.literal('PAIR'), privateKey }),
    ]),
  });
}

/** Vendor source: vSphere Automation API 7.0–8.x, trust authority kms providers client-certificate, update as a task. */
export const vcenterUpdateProviderClientCertificate = {
  ...OPERATION_FACTS['vcenter.update-provider-client-certificate'],
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
    'This replaces the certificate for every host of the cluster and cannot be undone without the old key.',
  objectMembers: ['trustAuthorityCluster', 'provider'],
  undo: 'This cannot be undone without the old private key: neither vCenter nor Keyward can hand it out. Whoever has the old certificate with its key submits them as a new change. Without them the way back is another new certificate that the key servers trust.',
  secretPointers: ['/keySource/privateKey'],
  formMembers: ['keyDelivery'],
  lateSecrets: { '/keySource/privateKey': '/certificate' },
  input: shape(secretText(MAX_PEM)),
  preview: shape(announcedSecret.optional()),
  frozen: shape(secretPlaceholder),
} as const satisfies TargetOperationContract;
