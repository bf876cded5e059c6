import type { UpstreamFacts } from '../problem.ts';
import type { ErrorTable } from './explained-error.ts';
import { primaryLocation } from './vapi-errors.ts';

function badField(facts: UpstreamFacts): string {
  return /cluster$/.test(primaryLocation(facts) ?? '')
    ? '/trustAuthorityCluster'
    : '/provider';
}

/** Vendor source: vSphere Automation API 7.0–8.x, client-certificate csr create: 400, 401, 403, 404, 500. */
export const generateProviderCsrErrors: ErrorTable = {
  INVALID_ARGUMENT: {
    sentence: 'vCenter refused the trust authority cluster or the provider.',
    nextStep: 'Refresh the list and pick cluster and provider again.',
    field: badField,
    proof: 'nothing_happened',
  },
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
  ERROR: {
    sentence: 'vCenter reported an unspecified error.',
    nextStep:
      'The provider’s present CSR is compared before anything else is concluded; read the vendor’s text below.',
    field: null,
    proof: 'look',
  },
};
