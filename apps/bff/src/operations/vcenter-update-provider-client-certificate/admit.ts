import type { Check } from '@keyward/contract';
import {
  type CertificateFacts,
  looksLikePrivateKey,
  PemError,
  readCertificate,
  readPrivateKey,
} from '@keyward/pki';

import { refuseField } from '../../http/refusal.ts';
import { certificateChecks } from '../certificate-checks.ts';
import { makeCheck } from '../make-check.ts';
import type { PlainSecrets } from '../operation-module.ts';
import { type Input, KEY_POINTER } from './guard.ts';

const PEM_WORDS: Partial<Record<PemError['reason'], string>> = {
  empty: 'Paste the certificate as PEM.',
  no_pem:
    'This is no PEM: a certificate begins with -----BEGIN CERTIFICATE-----.',
  bad_base64: 'The PEM block is damaged.',
  unterminated: 'The PEM block has no end line.',
  text_outside: 'Remove the text outside the PEM blocks.',
  too_large: 'At most 64 KiB of PEM.',
  too_many_blocks: 'At most 10 PEM blocks.',
  encrypted_key:
    'The key is encrypted; decrypt it first, for example with openssl pkey.',
  unsupported_key: 'This kind of key is not supported.',
};

/** The certificate of the input alone. @throws Refusal on its field */
export async function readLeaf(input: Input): Promise<CertificateFacts> {
  return (await readChain(input)).leaf;
}

/** The certificate of the input and what follows it. @throws Refusal on its field, also for a private key in its place */
async function readChain(
  input: Input,
): Promise<{ leaf: CertificateFacts; chain: CertificateFacts[] }> {
  if (looksLikePrivateKey(input.certificate)) {
    throw refuseField(
      '/input/certificate',
      'private_key_in_public_field',
      'This holds a private key. It was not kept; paste only the certificate here.',
      'private_key_in_public_field',
    );
  }
  try {
    return await readCertificate(input.certificate);
  } catch (error) {
    const reason =
      error instanceof PemError ? error.reason : 'not_a_certificate';
    if (reason === 'private_key') {
      throw refuseField(
        '/input/certificate',
        'private_key_in_public_field',
        'This holds a private key. It was not kept; paste only the certificate here.',
        'private_key_in_public_field',
      );
    }
    throw refuseField(
      '/input/certificate',
      reason,
      PEM_WORDS[reason] ?? 'This is not a certificate.',
    );
  }
}

/** What certificate and key say by themselves, before any target is asked. */
export async function admit(
  input: Input,
  plain: PlainSecrets,
  now: Date,
): Promise<Check[]> {
  const { leaf, chain } = await readChain(input);
  const checks = await certificateChecks(leaf, chain, '/certificate', now);
  const pem = plain.get(KEY_POINTER);
  if (pem === undefined) return checks;
  const key = await readPrivateKey(pem).catch((error: unknown) => {
    const reason = error instanceof PemError ? error.reason : 'unsupported_key';
    throw refuseField(
      '/input/keySource/privateKey',
      reason,
      PEM_WORDS[reason] ?? 'This is not a private key.',
    );
  });
  if (key.publicKeySha256 !== leaf.publicKeySha256) {
    throw refuseField(
      '/input/keySource/privateKey',
      'certificate_key_mismatch',
      'The key does not belong to the certificate.',
      'certificate_key_mismatch',
    );
  }
  return [
    ...checks,
    makeCheck({
      id: 'key-matches',
      title: 'Key belongs to the certificate',
      severity: 'blocker',
      passed: true,
      evidence: `Both have the public key with SHA-256 ${key.publicKeySha256}.`,
      field: KEY_POINTER,
    }),
  ];
}
