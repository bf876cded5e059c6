import { certificateFacts } from './certificate-facts.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import { looksLikePrivateKey } from './looks-like-private-key.ts';
import { PemError } from './pem-error.ts';
import { splitPem } from './split-pem.ts';

const LABEL = 'CERTIFICATE';

/**
 * Reads a certificate and what follows it. The first block is the leaf; order and signatures of the rest are not judged.
 *
 * @throws PemError `private_key` when there is a private key anywhere in the text, before anything else is looked at.
 */
export async function readCertificate(
  pem: string,
): Promise<{ leaf: CertificateFacts; chain: CertificateFacts[] }> {
  if (looksLikePrivateKey(pem)) {
    throw new PemError(
      'private_key',
      'The text holds a private key. Only the certificate belongs here.',
    );
  }
  const blocks = splitPem(pem);
  const foreign = blocks.find(({ label }) => label !== LABEL);
  if (foreign !== undefined) {
    throw new PemError(
      'not_a_certificate',
      `The block "${foreign.label}" is not a certificate.`,
    );
  }
  const [leaf, ...chain] = await Promise.all(
    blocks.map(({ der }) => certificateFacts(der)),
  );
  if (leaf === undefined) {
    throw new PemError('no_pem', 'The text holds no certificate.');
  }
  return { leaf, chain };
}
