import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  changeDigest,
  type DigestedChange,
  digestOf,
  phraseOf,
} from './digest.ts';

const TARGET = {
  type: 'connection' as const,
  connectionId: '019b0000-0000-7000-8000-000000000002',
  kind: 'ontap' as const,
  host: 'ontap.corp.example',
  port: 443,
  trust: { mode: 'pin' as const, sha256: 'a'.repeat(64) },
  account: 'keyward',
};

const CHANGE: DigestedChange = {
  changeId: '019b0000-0000-7000-8000-000000000001',
  operation: 'ontap.add-key-servers',
  target: TARGET,
  input: { keyManager: 'km', servers: [{ server: 'kms-1' }] },
  secrets: { '/servers/0/password': { delivery: 'sealed', commitment: 'b' } },
  request: { method: 'POST', path: '/api', body: { server: 'kms-1' } },
  guard: { servers: [] },
  after: { servers: ['kms-1'] },
  reason: 'Because',
  ticket: null,
  policy: { version: 1, approvals: 1, approverRoles: ['reviewer'] },
  requester: '019b0000-0000-7000-8000-000000000003',
  nonce: 'c'.repeat(64),
  expiresAt: '2027-01-01T00:00:00.000Z',
};

/** One alteration of every member, nested ones included. */
const ALTERATIONS: [string, Partial<DigestedChange>][] = [
  ['changeId', { changeId: '019b0000-0000-7000-8000-000000000009' }],
  ['operation', { operation: 'esx.create-native-provider' }],
  ['target, host', { target: { ...TARGET, host: 'evil' } }],
  ['target, port', { target: { ...TARGET, port: 444 } }],
  ['target, account', { target: { ...TARGET, account: 'x' } }],
  [
    'target, trust',
    {
      target: {
        ...TARGET,
        trust: { mode: 'pin', sha256: 'f'.repeat(64) },
      },
    },
  ],
  ['input', { input: { keyManager: 'km', servers: [{ server: 'kms-2' }] } }],
  ['an order in input', { input: { keyManager: 'km', servers: [] } }],
  ['secrets, another', { secrets: {} }],
  [
    'secrets, commitment',
    {
      secrets: {
        '/servers/0/password': { delivery: 'sealed', commitment: 'x' },
      },
    },
  ],
  ['request, path', { request: { ...CHANGE.request, path: '/evil' } }],
  ['request, method', { request: { ...CHANGE.request, method: 'DELETE' } }],
  ['request, body', { request: { ...CHANGE.request, body: {} } }],
  ['request, query', { request: { ...CHANGE.request, query: { a: 'b' } } }],
  ['guard', { guard: { servers: ['x'] } }],
  ['after', { after: { servers: ['kms-2'] } }],
  ['reason', { reason: 'because' }],
  ['ticket', { ticket: 'INC-1' }],
  ['policy, approvals', { policy: { ...CHANGE.policy, approvals: 0 } }],
  ['policy, version', { policy: { ...CHANGE.policy, version: 2 } }],
  ['policy, roles', { policy: { ...CHANGE.policy, approverRoles: [] } }],
  ['requester', { requester: '019b0000-0000-7000-8000-000000000004' }],
  ['nonce', { nonce: 'd'.repeat(64) }],
  ['expiresAt', { expiresAt: '2027-01-01T00:00:00.001Z' }],
];

describe('the digest of a change', () => {
  it('is 64 hex digits and the same for the same content in any order of members', () => {
    const shuffled = Object.fromEntries(Object.entries(CHANGE).reverse());
    expect(changeDigest(CHANGE)).toMatch(/^[0-9a-f]{64}$/);
    expect(changeDigest({ ...CHANGE, ...shuffled })).toBe(changeDigest(CHANGE));
    expect(changeDigest(structuredClone(CHANGE))).toBe(changeDigest(CHANGE));
  });

  it.each(ALTERATIONS)('is another one when %s differs', (_what, change) => {
    expect(changeDigest({ ...CHANGE, ...change })).not.toBe(
      changeDigest(CHANGE),
    );
  });

  it('covers every member: each has an alteration', () => {
    const covered = new Set(
      ALTERATIONS.flatMap(([, change]) => Object.keys(change)),
    );
    expect([...covered].sort()).toEqual(Object.keys(CHANGE).sort());
  });

  it('keeps apart what another serialisation would confuse', () => {
    expect(digestOf({ a: '1' })).not.toBe(digestOf({ a: 1 }));
    expect(digestOf(['a', 'b'])).not.toBe(digestOf(['ab']));
    expect(digestOf({ a: null })).not.toBe(digestOf({}));
    expect(digestOf('\u00e9')).not.toBe(digestOf('e\u0301'));
  });

  it('does not depend on the order of members, for any JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(digestOf(reversed)).toBe(digestOf({ ...value }));
      }),
    );
  });
});

describe('the phrase of a digest', () => {
  it('has four words, always the same', () => {
    const phrase = phraseOf('0'.repeat(64));
    expect(phrase).toBe('abandon abandon abandon abandon');
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'0123456789abcdef'),
          minLength: 64,
          maxLength: 64,
        }),
        (digest) => {
          expect(phraseOf(digest)).toMatch(/^[a-z]+ [a-z]+ [a-z]+ [a-z]+$/);
          expect(phraseOf(digest)).toBe(phraseOf(digest));
        },
      ),
    );
  });

  it('is another one for every other first 44 bits', () => {
    const digest = (value: bigint, rest = '0'): string =>
      value.toString(16).padStart(11, '0').padEnd(64, rest);
    fc.assert(
      fc.property(
        fc.bigInt(0n, 2n ** 44n - 1n),
        fc.integer({ min: 0, max: 43 }),
        (value, bit) => {
          const other = value ^ (1n << BigInt(bit));
          expect(phraseOf(digest(other))).not.toBe(phraseOf(digest(value)));
          expect(phraseOf(digest(value, 'f'))).toBe(phraseOf(digest(value)));
        },
      ),
    );
  });
});
