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
    cause:
      'A provider of the same name was made before, perhaps by an earlier attempt of this change. The same key id does not mean the same key.',
    check:
      'Ask who made the provider on the host, and whether its key was kept.',
    fix: 'Pick another name.',
    field: '/provider',
    proof: 'look',
  },
  INVALID_ARGUMENT: {
    sentence: 'The host refused the provider’s specification.',
    cause:
      'The name, the key id or the key derivation key is not what the host expects: the id is a UUID, the key is Base64.',
    check:
      'Compare the key id with a UUID and the key with Base64 of 32 bytes.',
    fix: 'Check name, key id and key derivation key.',
    field: '/provider',
    locate: badField,
    proof: 'nothing_happened',
  },
  UNAUTHENTICATED: {
    sentence: 'The host did not accept Keyward’s account.',
    cause:
      'The password changed, the account is locked, or the host wants another way to sign in.',
    check:
      'Look at how the connection signs in, and try the account in the host’s own client.',
    fix: 'Renew the connection’s credential, and check how it signs in.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  UNAUTHORIZED: {
    sentence:
      'Keyward’s account may not administer key providers on this host.',
    cause:
      'The account is known to the host, but is no administrator of it, or lockdown mode is on.',
    check:
      'Look at the account’s role on the host, and whether lockdown mode is on.',
    fix: 'Grant the account administrator rights on the host.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  ERROR: {
    sentence: 'The host reported an unspecified error.',
    cause: 'The host met something that it has no better name for.',
    check:
      'Read the messages from the first to the last, and look whether the provider is there.',
    fix: 'Read the vendor’s text below and the host’s own log.',
    field: null,
    proof: 'look',
  },
};
