import type { OPERATIONS } from '@keyward/contract';
import { type RouteName } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { Refusal } from '../../src/http/refusal.ts';
import { refusePrivateKeys } from '../../src/http/refuse-private-keys.ts';
import { PRIVATE_KEYS } from './samples.ts';

const TEXT = 'a text';
const OFFER = 'the place of a secret';

/** A body of every operation with every text that it takes, the secret ones marked. */
const INPUTS: Record<keyof typeof OPERATIONS, unknown> = {
  'vcenter.configure-cluster-kms-service': {
    cluster: TEXT,
    source: { type: 'SERVICE', service: TEXT, trustAuthorityCluster: TEXT },
  },
  'vcenter.update-provider-client-certificate': {
    trustAuthorityCluster: TEXT,
    provider: TEXT,
    certificate: TEXT,
    keySource: { type: 'PAIR', privateKey: OFFER },
  },
  'vcenter.generate-provider-csr': {
    trustAuthorityCluster: TEXT,
    provider: TEXT,
  },
  'esx.create-native-provider': {
    provider: TEXT,
    keyId: TEXT,
    keyDerivationKey: OFFER,
  },
  'vcenter.register-expanded-token': {
    overflowToken: OFFER,
    expandedAccessToken: OFFER,
  },
  'ontap.add-key-servers': {
    keyManager: TEXT,
    servers: [
      { server: TEXT, username: TEXT, password: OFFER },
      { server: TEXT, username: TEXT, password: OFFER },
    ],
  },
  'console.update-connection': {
    connection: TEXT,
    host: TEXT,
    trust: { mode: 'ca', pem: TEXT, sha256: TEXT },
  },
  'console.update-policy': { rules: [{ connectionId: TEXT, roles: [TEXT] }] },
  'console.update-roles': { person: TEXT, roles: [TEXT] },
};

const DECISION = { digest: TEXT, comment: TEXT };
const BODIES: [route: RouteName, body: unknown][] = [
  ...Object.entries(INPUTS).flatMap(
    ([operation, input]): [RouteName, unknown][] => [
      [
        'submitChange',
        { operation, connectionId: TEXT, input, reason: TEXT, ticket: TEXT },
      ],
      ['previewChange', { operation, connectionId: TEXT, input }],
    ],
  ),
  ['approveChange', DECISION],
  ['rejectChange', DECISION],
  ['reconcileTask', { outcome: TEXT, comment: TEXT }],
  [
    'supplySecrets',
    { digest: TEXT, secrets: { '/keySource/privateKey': OFFER } },
  ],
  [
    'createConnection',
    {
      name: TEXT,
      description: TEXT,
      host: TEXT,
      trust: { mode: 'ca', pem: TEXT },
      credential: { username: TEXT },
    },
  ],
  ['updateConnection', { name: TEXT, description: TEXT }],
  ['invitePerson', { username: TEXT, name: TEXT }],
];

/** Every copy of a body with one text of a kind exchanged, and where. */
function* withEach(
  value: unknown,
  kind: string,
  text: string,
  pointer = '',
): Generator<[pointer: string, body: unknown]> {
  if (value === kind) yield [pointer, text];
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) {
      for (const [at, changed] of withEach(
        each,
        kind,
        text,
        `${pointer}/${String(index)}`,
      )) {
        yield [at, value.with(index, changed)];
      }
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) {
      const escaped = name.replaceAll('~', '~0').replaceAll('/', '~1');
      for (const [at, changed] of withEach(
        each,
        kind,
        text,
        `${pointer}/${escaped}`,
      )) {
        yield [at, { ...value, [name]: changed }];
      }
    }
  }
}

function refusalOf(route: RouteName, body: unknown): Refusal | null {
  try {
    refusePrivateKeys(route, body);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

describe('a private key in a public field', () => {
  it.each(PRIVATE_KEYS)(
    'is refused in every text of every request: %s',
    (_what, text) => {
      let fields = 0;
      for (const [route, body] of BODIES) {
        for (const [pointer, changed] of withEach(body, TEXT, text)) {
          fields += 1;
          const refusal = refusalOf(route, changed);
          expect(refusal?.code, `${route} ${pointer}`).toBe(
            'private_key_in_public_field',
          );
          expect(refusal?.fieldErrors).toMatchObject([
            { pointer, code: 'private_key_in_public_field' },
          ]);
          expect(JSON.stringify(refusal)).not.toContain(text.slice(40, 70));
        }
      }
      expect(fields).toBeGreaterThan(60);
    },
  );

  it.each(PRIVATE_KEYS)(
    'may stand where a secret belongs: %s',
    (_what, text) => {
      for (const [route, body] of BODIES) {
        for (const [pointer, changed] of withEach(body, OFFER, text)) {
          expect(refusalOf(route, changed), `${route} ${pointer}`).toBeNull();
        }
      }
    },
  );

  it('is refused as the name of a member, which is not repeated', () => {
    const text = PRIVATE_KEYS[0]?.[1] ?? '';
    const refusal = refusalOf('submitChange', { input: { [text]: 1 } });
    expect(refusal?.fieldErrors).toMatchObject([{ pointer: '/input' }]);
  });

  it('is not seen where people only write about one', () => {
    const sentences = [
      'The private key of kmip-1 leaked; rotate it today.',
      'Supersedes CHG-1042 (PRIVATE KEY lost)',
      'openssl pkey -in key.pem -out plain.pem',
      '4f:ab:'.repeat(20),
      `sha256 ${'0a'.repeat(32)}`,
      'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA',
    ];
    for (const reason of sentences) {
      expect(refusalOf('submitChange', { reason }), `${reason}`).toBeNull();
    }
  });
});
