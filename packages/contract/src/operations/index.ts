import { z } from 'zod';

import { esxCreateNativeProvider } from './esx-create-native-provider.ts';
import { ontapAddKeyServers } from './ontap-add-key-servers.ts';
import type { OperationContract } from './operation.ts';
import { vcenterConfigureClusterKmsService } from './vcenter-configure-cluster-kms-service.ts';
import { vcenterRegisterExpandedToken } from './vcenter-register-expanded-token.ts';
import { vcenterUpdateProviderClientCertificate } from './vcenter-update-provider-client-certificate.ts';

/** Every operation there is. Adding a line here makes each registry that lacks it fail to compile. */
export const OPERATIONS = {
  'vcenter.configure-cluster-kms-service': vcenterConfigureClusterKmsService,
  'vcenter.update-provider-client-certificate':
    vcenterUpdateProviderClientCertificate,
  'esx.create-native-provider': esxCreateNativeProvider,
  'vcenter.register-expanded-token': vcenterRegisterExpandedToken,
  'ontap.add-key-servers': ontapAddKeyServers,
} as const satisfies Record<string, OperationContract>;

export type OperationId = keyof typeof OPERATIONS;

export const OPERATION_IDS = Object.keys(OPERATIONS) as [
  OperationId,
  ...OperationId[],
]; // Object.keys loses the key type.

export const operationId = z.enum(OPERATION_IDS);

/** What a person submits for operation K, secrets included. */
export type OperationInput<K extends OperationId> = z.infer<
  (typeof OPERATIONS)[K]['input']
>;
/** What is stored, planned and shown for operation K: placeholders instead of secrets. */
export type FrozenInput<K extends OperationId> = z.infer<
  (typeof OPERATIONS)[K]['frozen']
>;

/** The contract of one operation, without its precise input types. */
export function operationContract(id: OperationId): OperationContract {
  return OPERATIONS[id];
}

/** The folder that holds an operation in every package: its id with the dot as a hyphen. */
export function operationFolder(id: OperationId): string {
  return id.replace('.', '-');
}
