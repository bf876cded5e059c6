import { isoCBOR } from '@simplewebauthn/server/helpers';
import {
  createHash,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { keyFingerprint } from './key-fingerprint.ts';

function bytes(text: string | undefined): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text ?? '', 'base64url'));
}

type CoseMembers = [number, number | Uint8Array<ArrayBuffer>][];

/** COSE keys as RFC 9053 writes them, by node's own idea of the key. */
const KINDS: [
  name: string,
  publicKey: KeyObject,
  members: (jwk: JsonWebKey) => CoseMembers,
][] = [
  [
    'ES256',
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
    ({ x, y }) => [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ],
  ],
  [
    'EdDSA',
    generateKeyPairSync('ed25519').publicKey,
    ({ x }) => [
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, bytes(x)],
    ],
  ],
  [
    'RS256',
    generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey,
    ({ n, e }) => [
      [1, 3],
      [3, -257],
      [-1, bytes(n)],
      [-2, bytes(e)],
    ],
  ],
];

describe('the fingerprint of a passkey', () => {
  it.each(KINDS)(
    'is SHA-256 over the SubjectPublicKeyInfo: %s',
    async (_, publicKey, members) => {
      const cose = isoCBOR.encode(
        new Map(members(publicKey.export({ format: 'jwk' }))),
      );
      const spki = publicKey.export({ type: 'spki', format: 'der' });
      expect(await keyFingerprint(cose)).toBe(
        createHash('sha256').update(spki).digest('hex'),
      );
    },
  );

  it('is not made of bytes that are no key', async () => {
    const noKeys = [
      new Uint8Array(),
      new Uint8Array([0xff]),
      isoCBOR.encode(new Map([[1, 9]])),
      isoCBOR.encode(
        new Map([
          [1, 2],
          [3, -7],
        ]),
      ),
    ];
    for (const each of noKeys) {
      await expect(keyFingerprint(each)).rejects.toThrow();
    }
  });
});
