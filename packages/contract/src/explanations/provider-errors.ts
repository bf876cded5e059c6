import type { ErrorTable } from './explained-error.ts';

/** What every call on a key provider of Trust Authority may be refused with, in the same words. */
export const PROVIDER_ERRORS = {
  UNAUTHENTICATED: {
    sentence: 'vCenter did not accept Keyward’s account.',
    cause:
      'The password changed, the account is locked or expired, or the session was ended.',
    check:
      'Sign in to this vCenter with the same account by hand, and read the challenge below.',
    fix: 'Renew the connection’s credential.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  UNAUTHORIZED: {
    sentence: 'Keyward’s account lacks TrustedAdmin.ManageKMSTrust.',
    cause:
      'The account is known, but is not one that may manage the trust to key servers.',
    check: 'Look at the members of the TrustedAdmins group of this vCenter.',
    fix: 'Add the account to the TrustedAdmins group, then submit again.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  NOT_FOUND: {
    sentence:
      'This vCenter has no such trust authority cluster or key provider.',
    cause:
      'Cluster or provider was removed, or they are on the vCenter that manages the Trust Authority cluster and this is another one.',
    check: 'Look both up on this vCenter: cluster first, then its providers.',
    fix: 'Refresh the list and pick cluster and provider again.',
    field: '/provider',
    proof: 'nothing_happened',
  },
} as const satisfies ErrorTable;
