import type { OperationId } from '@keyward/contract';
import { say } from '@keyward/messages';

import type { FormStart } from './operation-view.ts';

type Fields = Readonly<Partial<Record<keyof FormStart, string>>>;

/** Which parameters of an address an operation's form is filled in from, by the names of their fields. */
const FIELDS: Readonly<Record<OperationId, Fields>> = {
  'console.update-connection': {
    connection: say('console-update-connection.connection'),
  },
  'console.update-policy': {},
  'console.update-roles': {
    person: say('console-update-roles.person'),
    roles: say('console-update-roles.roles'),
    active: say('console-update-roles.may-sign-in'),
    reset: say('console-update-roles.reset-the-sign-in'),
  },
  'esx.create-native-provider': {
    provider: say('esx-create-native-provider.provider-name'),
    keyId: say('esx-create-native-provider.key-id'),
  },
  'ontap.add-key-servers': {
    keyManager: say('ontap-add-key-servers.key-manager'),
    server: say('ontap-add-key-servers.host-and-port'),
  },
  'vcenter.configure-cluster-kms-service': {
    cluster: say('vcenter-configure-cluster-kms-service.trusted-cluster'),
    service: say('vcenter-configure-cluster-kms-service.key-provider-service'),
    trustAuthorityCluster: say(
      'vcenter-configure-cluster-kms-service.trust-authority-cluster',
    ),
  },
  'vcenter.generate-provider-csr': {
    cluster: say('vcenter-generate-provider-csr.trust-authority-cluster'),
    provider: say('vcenter-generate-provider-csr.key-provider'),
  },
  'vcenter.register-expanded-token': {},
  'vcenter.update-provider-client-certificate': {
    cluster: say(
      'vcenter-update-provider-client-certificate.trust-authority-cluster',
    ),
    provider: say('vcenter-update-provider-client-certificate.key-provider'),
    keySource: say(
      'vcenter-update-provider-client-certificate.where-the-key-is',
    ),
  },
};

/** Names of the fields that an address fills in. */
export function startFields(
  operation: OperationId,
  start: FormStart,
): string[] {
  return Object.entries(FIELDS[operation]).flatMap(
    ([parameter, name]) =>
      start[parameter as keyof FormStart] === undefined ? [] : [name], // a key of `Fields`
  );
}
