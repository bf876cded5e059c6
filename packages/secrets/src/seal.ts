import { randomBytes } from 'node:crypto';

import { decrypt, encrypt } from './authenticated-cipher.ts';
import { KEY_BYTES } from './key-encryption-key.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';
import type { KeyRing } from './key-ring.ts';
import { decodeEnvelope, encodeEnvelope } from './envelope.ts';
import type { Envelope, EnvelopeVersion } from './envelope.ts';
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
 * Seals a secret for one place: a fresh data key encrypts it (AES-256-GCM), the ring's current key wraps the data key.
 * The ciphertext is bound to `v2|table|column|rowId`, the wrapped key also to the id of the key that wraps it, so that
 * a rotation wraps the data key anew and never sees the plain text. The result reveals the length only to the next
 * 64 bytes.
 *
 * @throws SealedError when there is no usable key
 */
export async function seal(
  keys: KeyRing,
  binding: SealBinding,
  secret: Secret,
): Promise<Buffer> {
  const kek = keys.current();
  const { forKey, forBox } = additionalData(2, binding, kek.id);
  const dataKey = randomBytes(KEY_BYTES);
  const plain = padPlain(Buffer.from(openSecret(secret), 'utf8'));
  try {
    return encodeEnvelope({
      version: 2,
      kekId: kek.id,
      wrappedKey: await kek.wrap(dataKey, forKey),
      box: encrypt(dataKey, plain, forBox),
    });
  } finally {
    dataKey.fill(0);
    plain.fill(0);
  }
}

/**
 * Opens a sealed secret in the place it was sealed for, with the key that it names.
 *
 * @throws SecretIntegrityError `other_key` when the ring does not hold that key, else `altered`; SealedError
 */
export async function unseal(
  keys: KeyRing,
  binding: SealBinding,
  sealed: Buffer,
): Promise<Secret> {
  const { envelope, kek } = await envelopeAndKey(keys, sealed);
  const { forKey, forBox } = additionalData(
    envelope.version,
    binding,
    envelope.kekId,
  );
  let dataKey: Buffer | null = null;
  let padded: Buffer | null = null;
  try {
    dataKey = await kek.unwrap(envelope.wrappedKey, forKey);
    padded = decrypt(dataKey, envelope.box, forBox);
    return new Secret(unpadPlain(padded).toString('utf8'));
  } catch {
    // One answer for every way of being wrong; the cause could only help somebody who is guessing.
    throw altered();
  } finally {
    dataKey?.fill(0);
    padded?.fill(0);
  }
}

/**
 * The same sealed secret under the ring's current key, for rotation: the data key is wrapped anew, the ciphertext stays
 * as it is. What is under the current key already comes back unchanged.
 *
 * @throws SecretIntegrityError, SealedError
 */
export async function rewrap(
  keys: KeyRing,
  binding: SealBinding,
  sealed: Buffer,
): Promise<Buffer> {
  const current = keys.current();
  const { envelope, kek } = await envelopeAndKey(keys, sealed);
  if (envelope.kekId === current.id) return sealed;
  if (envelope.version === 1) {
    return seal(keys, binding, await unseal(keys, binding, sealed));
  }
  const from = additionalData(2, binding, envelope.kekId);
  const to = additionalData(2, binding, current.id);
  const dataKey = await kek
    .unwrap(envelope.wrappedKey, from.forKey)
    .catch(() => {
      throw altered();
    });
  try {
    return encodeEnvelope({
      version: 2,
      kekId: current.id,
      wrappedKey: await current.wrap(dataKey, to.forKey),
      box: envelope.box,
    });
  } finally {
    dataKey.fill(0);
  }
}

/** The id of the key-encryption key a sealed secret needs, or null when the bytes are no sealed secret. */
export function keyIdOf(sealed: Buffer): string | null {
  return decodeEnvelope(sealed)?.kekId ?? null;
}

async function envelopeAndKey(
  keys: KeyRing,
  sealed: Buffer,
): Promise<{ envelope: Envelope; kek: KeyEncryptionKey }> {
  const envelope = decodeEnvelope(sealed);
  if (envelope === null) throw altered();
  const kek = await keys.find(envelope.kekId);
  if (kek === null) {
    throw new SecretIntegrityError(
      'other_key',
      'The sealed secret belongs to another key-encryption key.',
    );
  }
  return { envelope, kek };
}

function additionalData(
  version: EnvelopeVersion,
  { table, column, rowId }: SealBinding,
  kekId: string,
): { forKey: string; forBox: string } {
  const place = [table, column, rowId];
  // A separator inside a part would let two places share one binding.
  if ([...place, kekId].some((part) => part === '' || part.includes('|'))) {
    throw new TypeError(
      'A seal binding has four parts that are not empty and hold no "|".',
    );
  }
  const forKey = [`v${String(version)}`, ...place, kekId].join('|');
  return {
    forKey,
    forBox: version === 1 ? forKey : ['v2', ...place].join('|'),
  };
}

function altered(): SecretIntegrityError {
  return new SecretIntegrityError(
    'altered',
    'The sealed secret was altered or moved.',
  );
}
