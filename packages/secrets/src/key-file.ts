import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

import { writeNewFile } from './write-new-file.ts';
import { KEY_BYTES, keyEncryptionKeyFromBytes } from './key-encryption-key.ts';
import type { KeyEncryptionKey } from './key-encryption-key.ts';

const MAX_FILE_BYTES = 1024;

/** The key-encryption key file is missing, readable by others, or holds no key. The message names the path and the remedy. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
  /** `missing`: there is no such file. The others are faults that restoring the file does not mend. */
  readonly reason:
    'missing' | 'unreadable' | 'not_a_file' | 'permissions' | 'malformed';

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
      isMissing(error) ? 'missing' : 'unreadable',
      `The key file ${path} cannot be opened${systemCode(error)}.`,
    );
  });
  try {
    return keyEncryptionKeyFromBytes(await readKey(file, path));
  } finally {
    await file.close();
  }
}

/**
 * Writes a new random key to `path` with mode 0600, whole or not at all. An existing file is never overwritten.
 *
 * @throws the system's error, `EEXIST` when there is a file
 */
export async function generateKeyEncryptionKeyFile(
  path: string,
  owner?: { uid: number; gid: number },
): Promise<void> {
  const key = randomBytes(KEY_BYTES).toString('base64');
  await writeNewFile(path, `${key}\n`, owner);
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

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function systemCode(error: unknown): string {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string'
    ? ` (${error.code})`
    : '';
}
