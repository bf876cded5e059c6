import type { FrozenRequest } from '@keyward/contract';
import fc from 'fast-check';

import type { SameAsSource } from '../same-as/same-as.ts';

const PIECES = [
  "'",
  '"',
  '\\',
  '\n',
  '\r',
  '\t',
  '$(touch x)',
  '`id`',
  '$HOME',
  '${IFS}',
  '!!',
  '*',
  '?',
  '~',
  '#',
  '&',
  ';',
  '|',
  '<',
  '>',
  '--',
  '-x',
  '@file',
  '{{',
  '}}',
  '\\{{',
  '{{SECRET_KEY_DERIVATION_KEY:json}}',
  '%s',
  '\u2018',
  '\u2019',
  '\u201a',
  '\u201b',
  '\u201c',
  '\u201d',
  '\u2014',
  '\u202e',
  '😀',
  'é',
  ' ',
  'a',
  "'\\''",
  'EOF',
  '\ud800',
];

/** Texts that mean something to a shell, to PowerShell, to curl or to JSON. */
export const hostile = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    ),
    { maxLength: 10 },
  )
  // No command line carries a NUL.
  .map((pieces) => pieces.join('').replaceAll('\0', ''));

export interface Hostile {
  source: SameAsSource;
  /** The request's body with its secrets in place. */
  body: string;
  secrets: Readonly<Record<string, string>>;
}

const FINGERPRINT = 'ab'.repeat(32);

/** Requests on targets of every kind, with hostile text in path, body and secret. */
export const hostileRequest: fc.Arbitrary<Hostile> = fc
  .record({
    name: hostile,
    value: hostile,
    secret: hostile,
    withSecret: fc.boolean(),
    host: fc.constantFrom(
      'vc-1.corp.example',
      '-rf',
      '2001:db8::1',
      '10.0.0.9',
    ),
    isPin: fc.boolean(),
    method: fc.constantFrom('POST', 'PATCH', 'PUT', 'DELETE'),
  })
  .map(({ name, value, secret, withSecret, host, isPin, method }) => {
    const make = (key: unknown): unknown => ({
      [value]: [value, 7, null, true],
      native_spec: { key_id: value, ...(withSecret ? { key } : {}) },
    });
    const request = {
      method,
      path: `/api/things/${encodeURIComponent(name.toWellFormed())}`,
      query: { 'vmw-task': 'true' },
      body: make({ $secret: '/keyDerivationKey' }),
    } as FrozenRequest; // The arbitrary has no JSON type.
    return {
      source: {
        operation: 'esx.create-native-provider',
        request,
        target: {
          kind: 'esx',
          host,
          port: 443,
          trust: isPin
            ? { mode: 'pin', sha256: FINGERPRINT }
            : { mode: 'ca', pem: value, sha256: [FINGERPRINT] },
        },
      },
      body: JSON.stringify(make(secret)),
      secrets: { SECRET_KEY_DERIVATION_KEY: secret, ESX_SESSION: 'throw-away' },
    };
  });
