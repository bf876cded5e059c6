import { createHmac } from 'node:crypto';

import { decrypt, encrypt } from './authenticated-cipher.ts';

/** Length of a key-encryption key and of every data key, in bytes. */
export const KEY_BYTES = 32;

/**
 * Wraps the data keys of sealed secrets. Asynchronous, so that a key management service or a PKCS#11 token can stand
 * behind it: an adapter is one function that returns this interface. `id` names the key without revealing it, with
 * 1–255 bytes and no `|`: two keys with the same id are the same key. Both methods must bind `aad`.
 */
export interface KeyEncryptionKey {
  readonly id: string;
  wrap(dataKey: Buffer, aad: string): Promise<Buffer>;
  /** Rejects when the wrapped key, the additional data or the key-encryption key is another one. */
  unwrap(wrapped: Buffer, aad: string): Promise<Buffer>;
}

/** A key-encryption key held in this process's memory. */
export function keyEncryptionKeyFromBytes(key: Buffer): KeyEncryptionKey {
  if (key.length !== KEY_BYTES) {
    throw new RangeError(`A key-encryption key has ${KEY_BYTES} bytes.`);
  }
  const held = Buffer.from(key);
  return {
    id: createHmac('sha256', held)
      .update('keyward key-encryption key id v1')
      .digest('hex')
      .slice(0, 16),
    wrap: async (dataKey, aad) => encrypt(held, dataKey, aad),
    unwrap: async (wrapped, aad) => decrypt(held, wrapped, aad),
  };
}
