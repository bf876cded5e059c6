import type { ErrorTable } from '../explained-error.ts';

/** Vendor source: ONTAP REST API 9.19.1, error codes of DELETE key-servers, less those of changing servers. */
export const ONTAP_KEY_SERVERS_REMOVE: ErrorTable = {
  '65536700': {
    sentence: 'The server holds keys in use that no other server has.',
    cause:
      'Volumes are encrypted with keys that were never copied to the other servers.',
    check: 'List the keys of this server and of the others.',
    fix: 'Have the keys copied to another server first; removing it would lose data.',
    field: null,
    proof: 'nothing_happened',
  },
};
