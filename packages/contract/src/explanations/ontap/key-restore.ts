import type { ErrorTable } from '../explained-error.ts';

/** Reading and restoring keys. Vendor source: ONTAP REST API 9.19.1, error codes of GET key-ids and POST restore. */
export const ONTAP_KEY_RESTORE: ErrorTable = {
  '65536083': {
    sentence: 'An authentication key could not be restored.',
    cause: 'A failure inside ONTAP, or the key server does not have the key.',
    check: 'Look whether the key servers have the key.',
    fix: 'Bring a key server with the key back, then restore again.',
    field: null,
    proof: 'look',
  },
  '65536855': {
    sentence: 'A volume key could not be restored.',
    cause: 'A failure inside ONTAP, or the key server does not have the key.',
    check: 'Look whether the key servers have the key.',
    fix: 'Bring a key server with the key back, then restore again.',
    field: null,
    proof: 'look',
  },
  '65537125': {
    sentence: 'The UUID is not one of a key manager.',
    cause: 'It belongs to another object, or the key manager was made again.',
    check: 'Look the UUID up in the list of key managers.',
    fix: 'Refresh the list and pick again.',
    field: null,
    proof: 'nothing_happened',
  },
  '65538500': {
    sentence: 'Keys are restored from primary key servers only.',
    cause: 'A secondary server was named.',
    check: 'Look which servers are primary.',
    fix: 'Name a primary server.',
    field: null,
    proof: 'nothing_happened',
  },
};
