import type { UpstreamFacts } from '../problem.ts';
import type { ErrorTable } from './explained-error.ts';
import { PROVIDER_ERRORS } from './provider-errors.ts';
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
  ...PROVIDER_ERRORS,
  ERROR: {
    sentence: 'vCenter reported an unspecified error.',
    nextStep:
      'The current client certificate is compared before anything else is concluded; read the vendor’s text below.',
    field: null,
    proof: 'look',
  },
};
