import type { z } from 'zod';

import { consoleUpdateConnection } from './console-update-connection.ts';
import { consoleUpdatePolicy } from './console-update-policy.ts';
import { consoleUpdateRoles } from './console-update-roles.ts';
import { esxCreateNativeProvider } from './esx-create-native-provider.ts';
import { ontapAddKeyServers } from './ontap-add-key-servers.ts';
import type {
  ConsoleOperationContract,
  OperationContract,
  TargetOperationContract,
} from './operation.ts';
import type {
  ConsoleOperationId,
  OperationId,
  TargetOperationId,
} from './operation-id.ts';
import { vcenterConfigureClusterKmsService } from './vcenter-configure-cluster-kms-service.ts';
import { vcenterGenerateProviderCsr } from './vcenter-generate-provider-csr.ts';
import { vcenterRegisterExpandedToken } from './vcenter-register-expanded-token.ts';
import { vcenterUpdateProviderClientCertificate } from './vcenter-update-provider-client-certificate.ts';

export * from './operation-facts.ts';
export * from './operation-id.ts';
export * from './read-operation-id.ts';

/** Operations on targets. An id without its line here does not compile, nor does any registry that lacks it. */
export const TARGET_OPERATIONS = {
  'vcenter.configure-cluster-kms-service': vcenterConfigureClusterKmsService,
  'vcenter.update-provider-client-certificate':
    vcenterUpdateProviderClientCertificate,
  'vcenter.generate-provider-csr': vcenterGenerateProviderCsr,
  'esx.create-native-provider': esxCreateNativeProvider,
  'vcenter.register-expanded-token': vcenterRegisterExpandedToken,
  'ontap.add-key-servers': ontapAddKeyServers,
} as const satisfies Record<TargetOperationId, TargetOperationContract>;

/** Operations on the console itself. */
export const CONSOLE_OPERATIONS = {
  'console.update-policy': consoleUpdatePolicy,
  'console.update-roles': consoleUpdateRoles,
  'console.update-connection': consoleUpdateConnection,
} as const satisfies Record<ConsoleOperationId, ConsoleOperationContract>;

/** Every operation there is. */
export const OPERATIONS = { ...TARGET_OPERATIONS, ...CONSOLE_OPERATIONS };

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
