import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

import { KEY_BYTES, keyEncryptionKeyFromBytes } from './key-encryption-key.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';

const MAX_FILE_BYTES = 1024;

/** The key-encryption key file is missing, readable by others, or holds no key. The message names the path and the remedy. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
  readonly reason: 'unreadable' | 'not_a_file' | 'permissions' | 'malformed';

  constructor(reason: KeyFileError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Reads a key-encryption key: 32 random bytes as Base64, in a regular file that only its owner can read (mode 0600 or 0400).
 *
 * @throws KeyFileError
 */
export async function keyEncryptionKeyFromFile(
  path: string,
): Promise<KeyEncryptionKey> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new KeyFileError(
      'unreadable',
      `The key file ${path} cannot be opened${systemCode(error)}.`,
    );
  });
  try {
    return keyEncryptionKeyFromBytes(await readKey(file, path));
  } finally {
    await file.close();
  }
}

/** Writes a new random key to `path` with mode 0600. An existing file is never overwritten. */
export async function generateKeyEncryptionKeyFile(
  path: string,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(
      `${randomBytes(KEY_BYTES).toString('base64')}\n`,
      'utf8',
    );
    // Losing this file loses every sealed secret, so it must be on the disk before the first one is sealed.
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readKey(file: FileHandle, path: string): Promise<Buffer> {
  // Facts of the open handle, not of the path: the file cannot be exchanged between the check and the read.
  const facts = await file.stat();
  if (!facts.isFile()) {
    throw new KeyFileError(
      'not_a_file',
      `The key file ${path} is not a regular file.`,
    );
  }
  if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0) {
    throw new KeyFileError(
      'permissions',
      `The key file ${path} can be read by other accounts. Run: chmod 600 ${path}`,
    );
  }
  if (facts.size > MAX_FILE_BYTES) throw malformed(path);
  const text = (await file.readFile('utf8')).trim();
  const key = Buffer.from(text, 'base64');
  // Node skips what is no Base64; only the canonical spelling of 32 bytes is taken.
  if (key.length !== KEY_BYTES || key.toString('base64') !== text) {
    throw malformed(path);
  }
  return key;
}

function malformed(path: string): KeyFileError {
  return new KeyFileError(
    'malformed',
    `The key file ${path} must hold ${KEY_BYTES} random bytes as Base64.`,
  );
}

function systemCode(error: unknown): string {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string'
    ? ` (${error.code})`
    : '';
}
