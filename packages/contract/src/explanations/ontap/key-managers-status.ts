import type { ErrorTable } from '../explained-error.ts';

/** What a key manager says of itself. Vendor source: ONTAP REST API 9.19.1, error codes of GET key-managers. */
export const ONTAP_KEY_MANAGER_STATUS: ErrorTable = {
  '65536894': {
    sentence:
      'The partner cluster of this MetroCluster has no such key manager yet.',
    cause:
      'In a MetroCluster both sides need the same key servers, and ONTAP copies no configuration.',
    check: 'Look at the key managers of both clusters.',
    fix: 'Set up the same key servers on the partner cluster.',
    field: null,
    proof: 'nothing_happened',
  },
  '65537200': {
    sentence: 'The key manager is well; nothing has to be done.',
    cause: 'ONTAP says so when it was asked for its state.',
    check: 'Nothing: this is no error.',
    fix: 'Nothing.',
    field: null,
    proof: 'nothing_happened',
  },
  '65537201': {
    sentence: 'This cluster has no key servers for the SVM.',
    cause:
      'The key manager exists, and its servers were removed or never added.',
    check: 'Look at the key manager’s list of servers.',
    fix: 'Add key servers.',
    field: null,
    proof: 'nothing_happened',
  },
  '65537202': {
    sentence: 'The partner cluster has no key servers for the SVM.',
    cause: 'In a MetroCluster both sides need them.',
    check: 'Look at the key manager of the partner cluster.',
    fix: 'Add the same key servers there.',
    field: null,
    proof: 'nothing_happened',
  },
  '65537203': {
    sentence: 'The partner cluster could not be asked for its key servers.',
    cause: 'It does not answer, or failed while it did.',
    check: 'Look at the health of the partner cluster and of the link to it.',
    fix: 'Bring the link back, then look again.',
    field: null,
    proof: 'look',
  },
  '65537204': {
    sentence:
      'The partner cluster of this MetroCluster has no external key manager.',
    cause: 'In a MetroCluster both sides need the same key servers.',
    check: 'Look at the key managers of both clusters.',
    fix: 'Set up the same key servers on the partner cluster.',
    field: null,
    proof: 'nothing_happened',
  },
};
