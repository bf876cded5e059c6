import { randomBytes } from 'node:crypto';

import { decrypt, encrypt } from './authenticated-cipher.ts';
import { KEY_BYTES } from './key-encryption-key.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';
import { decodeEnvelope, encodeEnvelope } from './envelope.ts';
import { padPlain, unpadPlain } from './padding.ts';
import { Secret, openSecret } from './secret.ts';

/** The place a sealed secret belongs to. It opens nowhere else. */
export interface SealBinding {
  table: string;
  column: string;
  rowId: string;
}

/** A sealed secret was altered, moved to another place, or sealed under another key-encryption key. */
export class SecretIntegrityError extends Error {
  override readonly name = 'SecretIntegrityError';
  readonly reason: 'altered' | 'other_key';

  constructor(reason: SecretIntegrityError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Seals a secret for one place: a fresh data key encrypts it (AES-256-GCM), the key-encryption key wraps the data key,
 * and both are bound to `v1|table|column|rowId|kekId`. The result reveals the length only to the next 64 bytes.
 */
export async function seal(
  kek: KeyEncryptionKey,
  binding: SealBinding,
  secret: Secret,
): Promise<Buffer> {
  const aad = additionalData(binding, kek.id);
  const dataKey = randomBytes(KEY_BYTES);
  const plain = padPlain(Buffer.from(openSecret(secret), 'utf8'));
  try {
    return encodeEnvelope({
      kekId: kek.id,
      wrappedKey: await kek.wrap(dataKey, aad),
      box: encrypt(dataKey, plain, aad),
    });
  } finally {
    dataKey.fill(0);
    plain.fill(0);
  }
}

/**
 * Opens a sealed secret in the place it was sealed for.
 *
 * @throws SecretIntegrityError `other_key` when it names another key-encryption key, else `altered`.
 */
export async function unseal(
  kek: KeyEncryptionKey,
  binding: SealBinding,
  sealed: Buffer,
): Promise<Secret> {
  const aad = additionalData(binding, kek.id);
  const envelope = decodeEnvelope(sealed);
  if (envelope === null) throw altered();
  if (envelope.kekId !== kek.id) {
    throw new SecretIntegrityError(
      'other_key',
      'The sealed secret belongs to another key-encryption key.',
    );
  }
  let dataKey: Buffer | null = null;
  let padded: Buffer | null = null;
  try {
    dataKey = await kek.unwrap(envelope.wrappedKey, aad);
    padded = decrypt(dataKey, envelope.box, aad);
    return new Secret(unpadPlain(padded).toString('utf8'));
  } catch {
    // One answer for every way of being wrong; the cause could only help somebody who is guessing.
    throw altered();
  } finally {
    dataKey?.fill(0);
    padded?.fill(0);
  }
}

/** Seals a secret again under a new key-encryption key, for rotation. */
export async function reseal(
  keys: { from: KeyEncryptionKey; to: KeyEncryptionKey },
  binding: SealBinding,
  sealed: Buffer,
): Promise<Buffer> {
  return seal(keys.to, binding, await unseal(keys.from, binding, sealed));
}

/** The id of the key-encryption key a sealed secret needs, or null when the bytes are no sealed secret. */
export function keyIdOf(sealed: Buffer): string | null {
  return decodeEnvelope(sealed)?.kekId ?? null;
}

function additionalData(
  { table, column, rowId }: SealBinding,
  kekId: string,
): string {
  const parts = [table, column, rowId, kekId];
  // A separator inside a part would let two places share one binding.
  if (parts.some((part) => part === '' || part.includes('|'))) {
    throw new TypeError(
      'A seal binding has four parts that are not empty and hold no "|".',
    );
  }
  return ['v1', ...parts].join('|');
}

function altered(): SecretIntegrityError {
  return new SecretIntegrityError(
    'altered',
    'The sealed secret was altered or moved.',
  );
}
