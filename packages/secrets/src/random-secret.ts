import { randomBytes } from 'node:crypto';

import { Secret } from './secret.ts';

/** A fresh secret of `bytes` random bytes, as Base64 text. */
export function randomSecret(bytes: number): Secret {
  if (!Number.isInteger(bytes) || bytes < 16 || bytes > 1024) {
    throw new RangeError('A random secret has between 16 and 1024 bytes.');
  }
  return new Secret(randomBytes(bytes).toString('base64'));
}
