import type { OperationId } from '@keyward/contract';

import { consoleUpdateConnection } from './console-update-connection/index.ts';
import { consoleUpdatePolicy } from './console-update-policy/index.ts';
import { consoleUpdateRoles } from './console-update-roles/index.ts';
import { esxCreateNativeProvider } from './esx-create-native-provider/index.ts';
import { ontapAddKeyServers } from './ontap-add-key-servers/index.ts';
import type { OperationModule } from './operation-module.ts';
import { vcenterConfigureClusterKmsService } from './vcenter-configure-cluster-kms-service/index.ts';
import { vcenterGenerateProviderCsr } from './vcenter-generate-provider-csr/index.ts';
import { vcenterRegisterExpandedToken } from './vcenter-register-expanded-token/index.ts';
import { vcenterUpdateProviderClientCertificate } from './vcenter-update-provider-client-certificate/index.ts';

type Modules = { [K in OperationId]: OperationModule<K> };

/** One module per operation; an operation without one does not compile. */
const MODULES: Modules = {
  'vcenter.configure-cluster-kms-service': vcenterConfigureClusterKmsService,
  'vcenter.update-provider-client-certificate':
    vcenterUpdateProviderClientCertificate,
  'vcenter.generate-provider-csr': vcenterGenerateProviderCsr,
  'esx.create-native-provider': esxCreateNativeProvider,
  'vcenter.register-expanded-token': vcenterRegisterExpandedToken,
  'ontap.add-key-servers': ontapAddKeyServers,
  'console.update-policy': consoleUpdatePolicy,
  'console.update-roles': consoleUpdateRoles,
  'console.update-connection': consoleUpdateConnection,
};

/** The module of an operation that is known only at run time; its input was parsed with that operation's schema. */
export function anyOperation(id: OperationId): OperationModule<OperationId> {
  return MODULES[id];
}
