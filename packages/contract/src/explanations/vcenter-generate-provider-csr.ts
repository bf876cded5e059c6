import type { UpstreamFacts } from '../problem.ts';
import type { ErrorTable } from './explained-error.ts';
import { PROVIDER_ERRORS } from './provider-errors.ts';
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
    cause: 'An id is empty or not one that this vCenter knows.',
    check: 'Compare cluster and provider with the lists of this vCenter.',
    fix: 'Refresh the list and pick cluster and provider again.',
    field: '/provider',
    locate: badField,
    proof: 'nothing_happened',
  },
  ...PROVIDER_ERRORS,
  ERROR: {
    sentence: 'vCenter reported an unspecified error.',
    cause: 'vCenter met something that it has no better name for.',
    check:
      'Read the messages from the first to the last, and compare the provider’s CSR with the one before.',
    fix: 'The provider’s present CSR is compared before anything else is concluded; read the vendor’s text below.',
    field: null,
    proof: 'look',
  },
};
