import type { OperationId } from './operation-id.ts';

/** How much harm an operation can do: the policy has a rule for each. */
export type Risk = 'high' | 'standard';

/** What an operation is called and what it does: what a list or a menu needs, without what checks its input. */
export const OPERATION_FACTS = {
  'console.update-connection': {
    title: 'Change a connection’s address or trust',
    summary:
      'Points a connection at another address, or trusts another certificate there.',
    risk: 'high',
  },
  'console.update-policy': {
    title: 'Change the policy',
    summary:
      'Says how many people approve which changes, in what time, and whether they need a passkey.',
    risk: 'high',
  },
  'console.update-roles': {
    title: 'Change a person’s roles',
    summary:
      'Says what a person may do here. Somebody who becomes an approver cannot decide on changes submitted before.',
    risk: 'high',
  },
  'esx.create-native-provider': {
    title: 'Create a native key provider on an ESX host',
    summary:
      'Gives one ESX host a key derivation key of its own, without an external key server.',
    risk: 'high',
  },
  'ontap.add-key-servers': {
    title: 'Add key servers to a key manager',
    summary: 'Adds external KMIP key servers to an ONTAP key manager.',
    risk: 'standard',
  },
  'vcenter.configure-cluster-kms-service': {
    title: 'Configure a cluster for a key provider service',
    summary:
      'Lets the hosts of a trusted cluster take their keys from a registered key provider service.',
    risk: 'high',
  },
  'vcenter.generate-provider-csr': {
    title: 'Make a new CSR for a key provider',
    summary:
      'Lets vCenter make a key and the signing request to it, so that no private key ever travels.',
    risk: 'standard',
  },
  'vcenter.register-expanded-token': {
    title: 'Register an expanded access token',
    summary:
      'Tells vCenter which expanded token belongs to an overflow token, so that the overflow token can be used.',
    risk: 'standard',
  },
  'vcenter.update-provider-client-certificate': {
    title: 'Replace a key provider’s client certificate',
    summary:
      'Gives a trusted key provider the certificate with which its hosts prove themselves to the key servers.',
    risk: 'high',
  },
} as const satisfies Record<
  OperationId,
  { title: string; summary: string; risk: Risk }
>;
