import { Integer, Sequence } from 'asn1js';

import {
  numberOf,
  octetsOf,
  oidOf,
  parseSequence,
  sequenceOf,
} from './asn1-values.ts';
import { decryptRc2, decryptTripleDes, derivePkcs12 } from './legacy.ts';
import { derLength } from '../../der-length.ts';
import { Pkcs12Error } from './pkcs12-error.ts';

/** An AlgorithmIdentifier with its parameters still encoded. */
export interface Algorithm {
  algorithm: string;
  parameters?: ArrayBuffer | null | undefined;
}

/** PBKDF2 runs outside the page's thread; more than this is no file that a tool writes. */
const MAX_PBKDF2_ITERATIONS = 5_000_000;
const SEQUENCE = 0x30;
const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const TRIPLE_DES_CBC = '1.2.840.113549.3.7';
const AES_CBC_BYTES: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.1.2': 16,
  '2.16.840.1.101.3.4.1.22': 24,
  '2.16.840.1.101.3.4.1.42': 32,
};
export const HMAC_HASHES: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'SHA-1',
  '1.2.840.113549.2.9': 'SHA-256',
  '1.2.840.113549.2.10': 'SHA-384',
  '1.2.840.113549.2.11': 'SHA-512',
};

type LegacyCipher = { keyBytes: number; rc2Bits?: number };

/** RFC 7292, appendix C; RC4 is left out. */
const LEGACY: Readonly<Record<string, LegacyCipher>> = {
  '1.2.840.113549.1.12.1.3': { keyBytes: 24 },
  '1.2.840.113549.1.12.1.4': { keyBytes: 16 },
  '1.2.840.113549.1.12.1.5': { keyBytes: 16, rc2Bits: 128 },
  '1.2.840.113549.1.12.1.6': { keyBytes: 5, rc2Bits: 40 },
};

/**
 * Opens what a password protects: PBES2 with AES or Triple DES (RFC 8018), and the old schemes of PKCS#12.
 *
 * @throws Pkcs12Error
 */
export async function decryptWithPassword(
  algorithm: Algorithm,
  data: Uint8Array<ArrayBuffer>,
  password: string | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const opened = await decrypt(algorithm, data, password);
  // One wrong password in 256 leaves a padding that looks right; what is protected is always a SEQUENCE.
  if (derLength(opened) !== opened.length || opened[0] !== SEQUENCE) {
    throw new Pkcs12Error('password_wrong');
  }
  return opened;
}

async function decrypt(
  { algorithm, parameters }: Algorithm,
  data: Uint8Array<ArrayBuffer>,
  password: string | null,
): Promise<Uint8Array<ArrayBuffer>> {
  if (parameters === null || parameters === undefined) {
    throw new Pkcs12Error('damaged');
  }
  const members = parseSequence(parameters);
  if (algorithm === PBES2) {
    const [derivation, scheme] = members.map((member) => sequenceOf(member));
    return decryptPbes2(derivation ?? [], scheme ?? [], data, password ?? '');
  }
  const cipher = LEGACY[algorithm];
  if (cipher === undefined) throw new Pkcs12Error('unsupported');
  const salt = octetsOf(members[0]);
  const rounds = numberOf(members[1]);
  const key = derivePkcs12(
    password,
    salt,
    'key',
    rounds,
    cipher.keyBytes,
    'sha1',
  );
  const iv = derivePkcs12(password, salt, 'iv', rounds, 8, 'sha1');
  return cipher.rc2Bits === undefined
    ? decryptTripleDes(key, iv, data)
    : decryptRc2(key, cipher.rc2Bits, iv, data);
}

type Members = ReturnType<typeof sequenceOf>;

async function decryptPbes2(
  derivation: Members,
  scheme: Members,
  data: Uint8Array<ArrayBuffer>,
  password: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const cipher = oidOf(scheme[0]);
  const iv = octetsOf(scheme[1]);
  const keyBytes = AES_CBC_BYTES[cipher];
  if (keyBytes === undefined) {
    if (cipher !== TRIPLE_DES_CBC) throw new Pkcs12Error('unsupported');
    return decryptTripleDes(
      await derivePbkdf2(derivation, password, 24),
      iv,
      data,
    );
  }
  const key = await crypto.subtle.importKey(
    'raw',
    await derivePbkdf2(derivation, password, keyBytes),
    'AES-CBC',
    false,
    ['decrypt'],
  );
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, data),
    );
  } catch {
    // The padding is wrong, which is all that a wrong password shows.
    throw new Pkcs12Error('password_wrong');
  }
}

/** PBKDF2 by its AlgorithmIdentifier. @throws Pkcs12Error `unsupported` for scrypt and other derivations */
export async function derivePbkdf2(
  derivation: Members,
  password: string,
  lengthBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (oidOf(derivation[0]) !== PBKDF2) throw new Pkcs12Error('unsupported');
  const [salt, iterations, ...others] = sequenceOf(derivation[1]);
  const rounds = numberOf(iterations);
  if (rounds < 1 || rounds > MAX_PBKDF2_ITERATIONS) {
    throw new Pkcs12Error('unsupported');
  }
  // A key length may stand before the function.
  const pseudoRandom = others.find((member) => member instanceof Sequence);
  const hash =
    pseudoRandom === undefined
      ? 'SHA-1'
      : HMAC_HASHES[oidOf(sequenceOf(pseudoRandom)[0])];
  if (hash === undefined) throw new Pkcs12Error('unsupported');
  const material = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(password),
    'PBKDF2',
    false,
    ['deriveBits'],
  );
  return new Uint8Array(
    await crypto.subtle.deriveBits(
      { name: 'PBKDF2', salt: octetsOf(salt), iterations: rounds, hash },
      material,
      lengthBytes * 8,
    ),
  );
}

/** The key length that a PBKDF2 names itself, in bytes. */
export function namedKeyLength(derivation: Members): number | null {
  const length = sequenceOf(derivation[1])
    .slice(2)
    .find((member) => member instanceof Integer);
  return length === undefined ? null : numberOf(length);
}
