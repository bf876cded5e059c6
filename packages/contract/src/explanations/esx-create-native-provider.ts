import type { UpstreamFacts } from '../problem.ts';
import type { ErrorTable } from './explained-error.ts';
import { primaryLocation } from './vapi-errors.ts';

function badField(facts: UpstreamFacts): string {
  const primary = primaryLocation(facts) ?? '';
  if (/key_derivation_key$/.test(primary)) return '/keyDerivationKey';
  if (/key_id$/.test(primary)) return '/keyId';
  return '/provider';
}

export const createNativeProviderErrors: ErrorTable = {
  ALREADY_EXISTS: {
    sentence:
      'A provider of this name exists on the host; its secret cannot be compared.',
    nextStep: 'Pick another name.',
    field: '/provider',
    proof: 'look',
  },
  INVALID_ARGUMENT: {
    sentence: 'The host refused the provider’s specification.',
    nextStep: 'Check name, key id and key derivation key.',
    field: badField,
    proof: 'nothing_happened',
  },
  UNAUTHENTICATED: {
    sentence: 'The host did not accept Keyward’s account.',
    nextStep: 'Renew the connection’s credential, and check how it signs in.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  UNAUTHORIZED: {
    sentence:
      'Keyward’s account may not administer key providers on this host.',
    nextStep: 'Grant the account administrator rights on the host.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  ERROR: {
    sentence: 'The host reported an unspecified error.',
    nextStep: 'Read the vendor’s text below and the host’s own log.',
    field: null,
    proof: 'look',
  },
};
