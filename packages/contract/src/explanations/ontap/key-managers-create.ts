import type { ErrorTable } from '../explained-error.ts';

/** Vendor source: ONTAP REST API 9.19.1, error codes of POST key-managers, less those of adding servers and of the onboard key manager. */
export const ONTAP_KEY_MANAGERS_CREATE: ErrorTable = {
  '262224': {
    sentence: 'The partner cluster did not answer.',
    cause: 'The link to it is down, or it is.',
    check: 'Look at the state of the peer cluster.',
    fix: 'Bring the link back, then try again.',
    field: null,
    proof: 'look',
  },
  '262228': {
    sentence: 'The partner cluster could not be contacted.',
    cause: 'The link to it is down, or it is.',
    check: 'Look at the state of the peer cluster.',
    fix: 'Bring the link back, then try again.',
    field: null,
    proof: 'look',
  },
  '65536508': {
    sentence: 'This platform does not encrypt data at rest.',
    cause:
      'The hardware, or the software image without encryption, has no support for it.',
    check: 'Look at the model and at the image that is installed.',
    fix: 'Use another system, or the image with encryption.',
    field: null,
    proof: 'nothing_happened',
  },
  '65536823': {
    sentence: 'The SVM has a key manager already.',
    cause: 'An SVM has one key manager at most.',
    check: 'Look at the key manager that the SVM has.',
    fix: 'Change that one, or remove it first.',
    field: null,
    proof: 'nothing_happened',
  },
  '65536876': {
    sentence:
      'An external key manager needs certificates and at least one server.',
    cause:
      'The client certificate, the CA of the servers or the servers were left out.',
    check:
      'Look at what was given: client certificate, server_ca certificates, servers.',
    fix: 'Give all three.',
    field: null,
    proof: 'nothing_happened',
  },
  '65536878': {
    sentence: 'Keys of this SVM’s volumes are in the cluster’s key manager.',
    cause:
      'Volumes were encrypted before the SVM was to have a key manager of its own.',
    check: 'List the encrypted volumes of the SVM, and where their keys are.',
    fix: 'Move the keys to the SVM’s key manager with ONTAP’s own command for it.',
    field: null,
    proof: 'nothing_happened',
  },
  '65538111': {
    sentence: 'The key manager’s policy is not valid.',
    cause: 'The name is misspelt, or the policy does not exist.',
    check: 'Look at the list of policies on the cluster.',
    fix: 'Pick a policy that exists.',
    field: null,
    proof: 'nothing_happened',
  },
  '65538120': {
    sentence: 'The admin SVM takes no such policy.',
    cause: 'Policies are for key managers of data SVMs.',
    check: 'Look which SVM was named.',
    fix: 'Leave the policy out for the admin SVM.',
    field: null,
    proof: 'nothing_happened',
  },
  '65539216': {
    sentence: 'The cluster has a key manager already.',
    cause: 'The admin SVM has one key manager at most.',
    check: 'Look at the key manager of the cluster.',
    fix: 'Change that one, or remove it first.',
    field: null,
    proof: 'nothing_happened',
  },
  '65539500': {
    sentence: 'An inactive key manager can be made for the cluster only.',
    cause: 'A data SVM was named.',
    check: 'Look which SVM was named.',
    fix: 'Make it on the admin SVM.',
    field: null,
    proof: 'nothing_happened',
  },
  '65539501': {
    sentence:
      'The cluster has an external key manager, so no inactive one can be made.',
    cause: 'Only one external configuration is kept at a time.',
    check: 'Look at the key manager of the cluster.',
    fix: 'Change the one that is there.',
    field: null,
    proof: 'nothing_happened',
  },
  '65539503': {
    sentence: 'A MetroCluster takes no inactive external key manager.',
    cause: 'The feature is not supported there.',
    check: 'Look whether the cluster is part of a MetroCluster.',
    fix: 'Set up an active key manager on both sides.',
    field: null,
    proof: 'nothing_happened',
  },
  '65539504': {
    sentence: 'This release has no inactive external key managers.',
    cause: 'They came with ONTAP 9.16.1, and the whole cluster must run it.',
    check: 'Read the ONTAP version on the connection’s page.',
    fix: 'Upgrade, or make an active one.',
    field: null,
    proof: 'nothing_happened',
  },
  '65539704': {
    sentence:
      'The SVM has volumes in aggregates that are encrypted as a whole.',
    cause: 'Their keys belong to the cluster’s key manager.',
    check: 'List the volumes of the SVM with aggregate encryption.',
    fix: 'Move those volumes, or use the cluster’s key manager.',
    field: null,
    proof: 'nothing_happened',
  },
};
