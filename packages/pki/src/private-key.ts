import { sha256Hex } from './hex.ts';
import { keyTypeOf } from './key-type.ts';
import { PemError } from './pem-error.ts';
import { publicHalf } from './public-half.ts';
import { pkcs8FromRsa, pkcs8FromSec1 } from './to-pkcs8.ts';
import { splitPem } from './split-pem.ts';
import type { PemBlock } from './split-pem.ts';

/** What may be shown of a private key: only what its public half tells. */
export interface PrivateKeyFacts {
  /** Equals the `publicKeySha256` of the certificate that belongs to the key. */
  publicKeySha256: string;
  keyType: string;
}

/**
 * Reads a private key as PKCS#8, PKCS#1 (RSA) or SEC 1 (EC): RSA, P-256, P-384, P-521 and Ed25519.
 *
 * @throws PemError `encrypted_key` or `unsupported_key` with a message that names the format and what to do.
 */
export async function readPrivateKey(pem: string): Promise<PrivateKeyFacts> {
  // `openssl ecparam -genkey` writes the curve in a block of its own before the key.
  const blocks = splitPem(pem).filter(({ label }) => label !== 'EC PARAMETERS');
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) {
    throw new PemError(
      'unsupported_key',
      'The text must hold exactly one private key and nothing else.',
    );
  }
  const pkcs8 = toPkcs8(block);
  try {
    const spki = await publicHalf(pkcs8);
    return {
      publicKeySha256: await sha256Hex(new Uint8Array(spki)),
      keyType: keyTypeOf(spki),
    };
  } catch {
    // Whatever the platform says about a key is not repeated.
    throw new PemError(
      'unsupported_key',
      'The private key cannot be read. RSA, EC P-256, P-384, P-521 and Ed25519 keys can.',
    );
  }
}

function toPkcs8({ label, der }: PemBlock): Uint8Array<ArrayBuffer> {
  switch (label) {
    case 'PRIVATE KEY':
      return der;
    case 'RSA PRIVATE KEY':
      return pkcs8FromRsa(der);
    case 'EC PRIVATE KEY':
      return pkcs8FromSec1(der);
    case 'ENCRYPTED PRIVATE KEY':
      throw new PemError(
        'encrypted_key',
        'The private key is protected with a passphrase. Remove it first, for example with "openssl pkey".',
      );
    case 'OPENSSH PRIVATE KEY':
      throw new PemError(
        'unsupported_key',
        'This is an OpenSSH key. Convert it to PKCS#8 first, with "ssh-keygen -p -m PKCS8".',
      );
    default:
      throw new PemError(
        'unsupported_key',
        `The block "${label}" is not a private key that can be read.`,
      );
  }
}
