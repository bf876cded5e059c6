import type { ErrorCode, FieldError } from '@keyward/contract';
import { PemError, readPrivateKey } from '@keyward/pki';

import { pointerOf } from '../http/parse-request.ts';
import { Refusal } from '../http/refusal.ts';
import type { ExpectedKeys } from './late-keys.ts';

/**
 * Compares supplied keys with the approved public keys, in memory. Every pointer must be there, and no other.
 *
 * @throws Refusal naming each field, `certificate_key_mismatch` when a key is another one
 */
export async function refuseWrongKeys(
  expected: ExpectedKeys,
  supplied: Readonly<Record<string, string>>,
): Promise<void> {
  const faults = [
    ...Object.keys(supplied)
      .filter((pointer) => !expected.has(pointer))
      .map((pointer) =>
        fault(pointer, 'unknown_field', 'This change awaits no such secret.'),
      ),
    ...(
      await Promise.all(
        [...expected].map(([pointer, publicKeySha256]) =>
          faultOfKey(
            pointer,
            Object.hasOwn(supplied, pointer) ? supplied[pointer] : undefined,
            publicKeySha256,
          ),
        ),
      )
    ).flat(),
  ];
  if (faults.length === 0) return;
  const isMismatch = faults.every((each) => each.code === MISMATCH);
  throw new Refusal(isMismatch ? MISMATCH : 'validation_failed', {
    fieldErrors: faults,
  });
}

/** Our own words for what a text is instead of a key: nothing of it is repeated. */
const WORDS: Partial<Record<PemError['reason'], string>> = {
  empty: 'Supply the private key as PEM.',
  no_pem: 'This is no PEM: a key begins with -----BEGIN PRIVATE KEY-----.',
  bad_base64: 'The PEM block is damaged.',
  unterminated: 'The PEM block has no end line.',
  text_outside: 'Remove the text outside the PEM block.',
  too_large: 'At most 64 KiB of PEM.',
  too_many_blocks: 'Supply the private key alone.',
  encrypted_key:
    'The key is protected with a passphrase. Decrypt it first, for example with openssl pkey.',
  unsupported_key:
    'This is no private key that can be used: one RSA, EC P-256, P-384, P-521 or Ed25519 key as PKCS#8, PKCS#1 or SEC 1.',
};

const MISMATCH = 'certificate_key_mismatch' satisfies ErrorCode;

async function faultOfKey(
  pointer: string,
  text: string | undefined,
  publicKeySha256: string,
): Promise<FieldError[]> {
  if (text === undefined) {
    return [fault(pointer, 'required', 'Supply the private key.')];
  }
  try {
    const key = await readPrivateKey(text);
    if (key.publicKeySha256 === publicKeySha256) return [];
    return [
      fault(
        pointer,
        MISMATCH,
        'This is another key than the approved one. It was not kept; the change still waits.',
      ),
    ];
  } catch (error) {
    const reason = error instanceof PemError ? error.reason : 'unsupported_key';
    return [
      fault(pointer, reason, WORDS[reason] ?? 'This is not a private key.'),
    ];
  }
}

function fault(pointer: string, code: string, message: string): FieldError {
  return { pointer: `/secrets${pointerOf([pointer])}`, code, message };
}
