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

function shape<S extends z.ZodType>(keyDerivationKey: S) {
  return z.strictObject({
    provider: vendorId,
    keyId: vendorId,
    keyDerivationKey,
  });
}

/** Vendor source: ESX host API, trusted infrastructure kms providers, create; marked by the vendor as in development. */
export const esxCreateNativeProvider = {
  ...OPERATION_FACTS['esx.create-native-provider'],
  target: 'connection',
  system: 'esx',
  capability: 'native-providers',
  unavailable: {
    reason: 'This host did not answer the key provider interface.',
    alternative:
      'Check the account and the host’s version, then test the connection again.',
  },
  execution: 'approved',
  privileges: ['an account that may administer the host'],
  defaultPolicy: ONE_REVIEWER,
  caution:
    'The vendor marks this interface and each of its fields as a feature in development that may change at any time.',
  objectMembers: ['provider'],
  undo: 'Remove the provider on the host by the vendor’s own means; Keyward has no operation for that. What was encrypted through it stays readable only while somebody keeps its key derivation key.',
  secretPointers: ['/keyDerivationKey'],
  input: shape(secretText(1024)),
  preview: shape(announcedSecret.optional()),
  frozen: shape(secretPlaceholder),
} as const satisfies TargetOperationContract;
