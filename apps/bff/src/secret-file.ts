import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

const MOST_BYTES = 64 * 1024;
const MOST_SECRET_BYTES = 4096;

/** A secret file that cannot be used. The message names the path and the remedy, never the content. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError';
}

/**
 * Reads a secret of one line from a file of its owner alone. Whoever needs it reads it at the moment of use: it never
 * lives in the configuration, and a new one needs no restart.
 *
 * @throws SecretFileError
 */
export function readSecretFile(path: string): string {
  const secret = readOwnFile(path, MOST_SECRET_BYTES).replace(/\r?\n$/, '');
  if (secret === '' || /[\r\n]/.test(secret)) {
    throw new SecretFileError(`${path} must hold one line, the secret.`);
  }
  return secret;
}

/**
 * Reads a regular file that only its owner can read (mode 0600 or 0400).
 *
 * @throws SecretFileError
 */
export function readOwnFile(path: string, mostBytes = MOST_BYTES): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    throw new SecretFileError(`${path} cannot be opened.`);
  }
  try {
    return readOpen(file, path, mostBytes);
  } finally {
    closeSync(file);
  }
}

function readOpen(file: number, path: string, mostBytes: number): string {
  // Facts of the open handle, not of the path: the file cannot be exchanged between the check and the read.
  const facts = fstatSync(file);
  if (!facts.isFile()) throw new SecretFileError(`${path} is no regular file.`);
  if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0) {
    throw new SecretFileError(
      `${path} can be read by other accounts. Run: chmod 600 ${path}`,
    );
  }
  if (facts.size > mostBytes) throw new SecretFileError(`${path} is too long.`);
  return readFileSync(file, 'utf8');
}
