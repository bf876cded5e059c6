import { derLength } from './der-length.ts';
import { encodePem } from './encode-pem.ts';
import { sha256Hex } from './hex.ts';
import { keyTypeOf } from './key-type.ts';
import { looksLikePrivateKey } from './looks-like-private-key.ts';
import { PemError } from './pem-error.ts';
import { splitPem } from './split-pem.ts';
import { Pkcs10CertificateRequest } from './x509-provider.ts';

/** A certificate signing request (PKCS#10). */
export interface CsrFacts {
  subject: string;
  publicKeySha256: string;
  keyType: string;
  /** Re-encoded from DER. */
  pem: string;
}

// Microsoft tools write the second label.
const LABELS: readonly string[] = [
  'CERTIFICATE REQUEST',
  'NEW CERTIFICATE REQUEST',
];

/**
 * Reads a certificate signing request. Its signature is not judged.
 *
 * @throws PemError
 */
export async function readCsr(pem: string): Promise<CsrFacts> {
  if (looksLikePrivateKey(pem)) {
    throw new PemError(
      'private_key',
      'The text holds a private key. Only the request belongs here.',
    );
  }
  const [block, ...others] = splitPem(pem);
  if (
    block === undefined ||
    others.length > 0 ||
    !LABELS.includes(block.label)
  ) {
    throw notARequest();
  }
  if (derLength(block.der) !== block.der.length) throw notARequest();
  try {
    const request = new Pkcs10CertificateRequest(block.der);
    const spki = request.publicKey.rawData;
    return {
      subject: request.subject,
      publicKeySha256: await sha256Hex(new Uint8Array(spki)),
      keyType: keyTypeOf(spki),
      pem: encodePem('CERTIFICATE REQUEST', block.der),
    };
  } catch {
    throw notARequest();
  }
}

function notARequest(): PemError {
  return new PemError(
    'not_a_certificate',
    'The text does not hold exactly one certificate signing request.',
  );
}
