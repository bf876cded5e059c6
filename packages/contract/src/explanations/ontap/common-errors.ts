import type { ErrorTable } from '../explained-error.ts';

/** Errors that every call of the ONTAP REST API may answer. Vendor source: ONTAP automation documentation, API responses. */
export const ONTAP_COMMON_ERRORS = {
  '1': {
    sentence: 'The entry exists already on the cluster.',
    cause:
      'An object of the same identity is there, perhaps from an earlier attempt of this change.',
    check: 'Compare what the cluster has with what the change wants.',
    fix: 'Look at the key manager’s page; nothing may be left to do.',
    field: null,
    proof: 'look',
  },
  '2': {
    sentence: 'ONTAP refused a field of the request.',
    cause:
      'A field is missing, unknown to this release, or has a value that is not allowed.',
    check: 'Read the target that ONTAP names: it is the field.',
    fix: 'Correct the field named below and submit again.',
    field: null,
    proof: 'nothing_happened',
  },
  '3': {
    sentence: 'ONTAP does not support this request.',
    cause: 'This release, or this kind of object, does not have the request.',
    check: 'Read the ONTAP version on the connection’s page.',
    fix: 'Check the ONTAP version.',
    field: null,
    proof: 'nothing_happened',
  },
  '4': {
    sentence: 'The cluster has no such object.',
    cause: 'The object was removed or made again with another UUID.',
    check: 'Look the UUID up on the cluster.',
    fix: 'Refresh the list and pick again.',
    field: null,
    proof: 'nothing_happened',
  },
  '6': {
    sentence: 'Keyward’s account may not do this on the cluster.',
    cause:
      'The account is known, but its role does not reach this part of the interface.',
    check: 'Look at the role’s privileges on security key-manager.',
    fix: 'Give the account’s role access to security key-manager, then submit again.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  '8': {
    sentence: 'The object is in use on the cluster.',
    cause: 'Something else relies on the object, so ONTAP keeps it.',
    check: 'Find what uses it: SVMs, volumes or certificates.',
    fix: 'Release it on the cluster, then submit again.',
    field: null,
    proof: 'nothing_happened',
  },
  '401': {
    sentence: 'The cluster did not accept Keyward’s account.',
    cause:
      'The password changed, the account is locked, or it may not sign in over HTTP.',
    check:
      'Look at the account’s application list: it needs http with password, and sign in by hand.',
    fix: 'Renew the connection’s credential.',
    field: 'connection',
    proof: 'nothing_happened',
  },
} as const satisfies ErrorTable;
