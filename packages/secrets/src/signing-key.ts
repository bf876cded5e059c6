import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';

import { openSecret, Secret } from './secret.ts';

/** Length of a raw Ed25519 public key, in bytes. */
const PUBLIC_BYTES = 32;

/** A fresh Ed25519 key: its PKCS#8 form as Base64. */
export function newSigningKey(): Secret {
  const { privateKey } = generateKeyPairSync('ed25519');
  return new Secret(
    privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  );
}

/** The Ed25519 signature of a text; the key does not leave this package. */
export function signText(key: Secret, text: string): Buffer {
  return sign(null, Buffer.from(text, 'utf8'), keyObjectOf(key));
}

/** The 32 bytes of the public half. */
export function signingPublicKey(key: Secret): Buffer {
  return createPublicKey(keyObjectOf(key))
    .export({ format: 'der', type: 'spki' })
    .subarray(-PUBLIC_BYTES);
}

function keyObjectOf(key: Secret): KeyObject {
  return createPrivateKey({
    key: Buffer.from(openSecret(key), 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
}
