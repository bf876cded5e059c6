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
    cause:
      'The certificate is not the one that belongs to the key, is malformed, or does not answer the last CSR.',
    check:
      'Compare the public key of the certificate with that of the key or of the provider’s last CSR.',
    fix: 'Compare key and certificate; without a key the certificate must answer the provider’s last CSR.',
    field: '/certificate',
    locate: badField,
    proof: 'nothing_happened',
  },
  ...PROVIDER_ERRORS,
  ERROR: {
    sentence: 'vCenter reported an unspecified error.',
    cause: 'vCenter met something that it has no better name for.',
    check:
      'Read the messages from the first to the last, and compare the provider’s certificate with the one before.',
    fix: 'The current client certificate is compared before anything else is concluded; read the vendor’s text below.',
    field: null,
    proof: 'look',
  },
};
