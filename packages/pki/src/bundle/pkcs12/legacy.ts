import forge from 'node-forge/lib/forge.js';
// Each adds its part to the object above.
import 'node-forge/lib/pbe.js';
import 'node-forge/lib/sha512.js';

import { Pkcs12Error } from './pkcs12-error.ts';

/** More would keep the page busy for seconds; keytool writes 10,000, OpenSSL and Windows 2,000. */
const MAX_ITERATIONS = 200_000;

export type KeyPurpose = 'key' | 'iv' | 'mac';
export type Digest = 'sha1' | 'sha256' | 'sha384' | 'sha512';

const PURPOSES = { key: 1, iv: 2, mac: 3 } as const;

/**
 * The key derivation of PKCS#12 (RFC 7292, appendix B). `password` null is "no password at all", which some writers use
 * for an empty one.
 */
export function derivePkcs12(
  password: string | null,
  salt: Uint8Array,
  purpose: KeyPurpose,
  iterations: number,
  lengthBytes: number,
  digest: Digest,
): Uint8Array<ArrayBuffer> {
  if (iterations < 1 || iterations > MAX_ITERATIONS) {
    throw new Pkcs12Error('unsupported');
  }
  return fromBinary(
    forge.pbe
      .generatePkcs12Key(
        password,
        forge.util.createBuffer(toBinary(salt)),
        PURPOSES[purpose],
        iterations,
        lengthBytes,
        forge.md[digest].create(),
      )
      .getBytes(),
  );
}

/** Triple DES in CBC mode; a key of 16 bytes is used as its first half, its second half and its first half again. */
export function decryptTripleDes(
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const full =
    key.length === 16 ? Uint8Array.of(...key, ...key.subarray(0, 8)) : key;
  const decipher = forge.des.createDecryptionCipher(toBinary(full), 'CBC');
  decipher.start(toBinary(iv));
  decipher.update(forge.util.createBuffer(toBinary(data)));
  if (!decipher.finish()) throw new Pkcs12Error('password_wrong');
  return fromBinary(decipher.output.getBytes());
}

/** RC2 in CBC mode; `bits` is its effective key length, 40 or 128. */
export function decryptRc2(
  key: Uint8Array,
  bits: number,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const decipher = forge.rc2.createDecryptionCipher(toBinary(key), bits);
  decipher.start(toBinary(iv));
  decipher.update(forge.util.createBuffer(toBinary(data)));
  if (!decipher.finish()) throw new Pkcs12Error('password_wrong');
  return fromBinary(decipher.output.getBytes());
}

function toBinary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function fromBinary(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
