import { id_ecPublicKey } from '@peculiar/asn1-ecc';
import { PrivateKeyInfo } from '@peculiar/asn1-pkcs8';
import { id_rsaEncryption } from '@peculiar/asn1-rsa';
import { AsnConvert } from '@peculiar/asn1-schema';
import type { AlgorithmIdentifier } from '@peculiar/asn1-x509';

import { curveName } from './key-type.ts';

const ED25519 = '1.3.101.112';

type ImportAlgorithm =
  | { name: 'RSASSA-PKCS1-v1_5'; hash: 'SHA-256' }
  | { name: 'ECDSA'; namedCurve: string }
  | { name: 'Ed25519' };

/**
 * The SubjectPublicKeyInfo that belongs to a PKCS#8 private key. WebCrypto exports a public key only from a public key,
 * so the private one goes through JWK and leaves its private members behind.
 */
export async function publicHalf(
  pkcs8: Uint8Array<ArrayBuffer>,
): Promise<ArrayBuffer> {
  const algorithm = importAlgorithm(
    AsnConvert.parse(pkcs8, PrivateKeyInfo).privateKeyAlgorithm,
  );
  const privateKey = await crypto.subtle.importKey(
    'pkcs8',
    pkcs8,
    algorithm,
    true,
    ['sign'],
  );
  const { kty, crv, x, y, n, e } = await crypto.subtle.exportKey(
    'jwk',
    privateKey,
  );
  const members = Object.entries({ kty, crv, x, y, n, e }).filter(
    ([, member]) => member !== undefined,
  );
  const publicKey = await crypto.subtle.importKey(
    'jwk',
    Object.fromEntries(members),
    algorithm,
    true,
    ['verify'],
  );
  return crypto.subtle.exportKey('spki', publicKey);
}

function importAlgorithm({
  algorithm,
  parameters,
}: AlgorithmIdentifier): ImportAlgorithm {
  switch (algorithm) {
    case id_rsaEncryption:
      return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    case id_ecPublicKey:
      return { name: 'ECDSA', namedCurve: curveName(parameters) };
    case ED25519:
      return { name: 'Ed25519' };
    default:
      throw new TypeError('Unknown key algorithm.');
  }
}
