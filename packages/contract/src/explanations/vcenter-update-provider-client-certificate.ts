import type { UpstreamFacts } from '../problem.ts';
import type { ErrorTable } from './explained-error.ts';
import { primaryLocation } from './vapi-errors.ts';

function badField(facts: UpstreamFacts): string {
  const primary = primaryLocation(facts) ?? '';
  if (/private_key$/.test(primary)) return '/keySource/privateKey';
  if (/provider$/.test(primary)) return '/provider';
  if (/cluster$/.test(primary)) return '/trustAuthorityCluster';
  return '/certificate';
}

export const updateProviderClientCertificateErrors: ErrorTable = {
  INVALID_ARGUMENT: {
    sentence: 'vCenter refused the certificate or its key.',
    nextStep:
      'Compare key and certificate; without a key the certificate must answer the provider’s last CSR.',
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
      'The current client certificate is compared before anything else is concluded; read the vendor’s text below.',
    field: null,
    proof: 'look',
  },
};
