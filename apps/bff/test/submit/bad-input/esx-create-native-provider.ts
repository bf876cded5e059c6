import type { BadInput } from './bad-input.ts';

export const BAD_NATIVE_PROVIDERS: BadInput[] = [
  [
    'a provider that is there',
    ({ newProvider }) => newProvider({ provider: 'nkp-cluster' }),
    'preflight_failed',
    ['/input/provider'],
  ],
  [
    'a provider of the other kind that is there',
    ({ newProvider }) => newProvider({ provider: 'trusted-kms' }),
    'preflight_failed',
    ['/input/provider'],
  ],
  [
    'an empty provider, key id and key',
    ({ newProvider }) =>
      newProvider({ provider: '', keyId: '', keyDerivationKey: '' }),
    'validation_failed',
    ['/input/provider', '/input/keyId', '/input/keyDerivationKey'],
  ],
  [
    'a key without end',
    ({ newProvider }) => newProvider({ keyDerivationKey: 'x'.repeat(1025) }),
    'validation_failed',
    ['/input/keyDerivationKey'],
  ],
];
