import type { ErrorTable } from './explained-error.ts';

/** What every call on a key provider of Trust Authority may be refused with, in the same words. */
export const PROVIDER_ERRORS = {
  UNAUTHENTICATED: {
    sentence: 'vCenter did not accept Keyward’s account.',
    nextStep: 'Renew the connection’s credential.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  UNAUTHORIZED: {
    sentence: 'Keyward’s account lacks TrustedAdmin.ManageKMSTrust.',
    nextStep: 'Add the account to the TrustedAdmins group, then submit again.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  NOT_FOUND: {
    sentence:
      'This vCenter has no such trust authority cluster or key provider.',
    nextStep: 'Refresh the list and pick cluster and provider again.',
    field: '/provider',
    proof: 'nothing_happened',
  },
} as const satisfies ErrorTable;
