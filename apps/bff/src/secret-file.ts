import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

const MAX_BYTES = 4096;

/** A secret file that cannot be used. The message names the path and the remedy, never the content. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError';
}

/**
 * Reads a secret of one line from a regular file that only its owner can read (mode 0600 or 0400). Whoever needs it
 * reads it at the moment of use: it never lives in the configuration, and a new one needs no restart.
 *
 * @throws SecretFileError
 */
export function readSecretFile(path: string): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    throw new SecretFileError(`${path} cannot be opened.`);
  }
  try {
    return readOpen(file, path);
  } finally {
    closeSync(file);
  }
}

function readOpen(file: number, path: string): string {
  // Facts of the open handle, not of the path: the file cannot be exchanged between the check and the read.
  const facts = fstatSync(file);
  if (!facts.isFile()) throw new SecretFileError(`${path} is no regular file.`);
  if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0) {
    throw new SecretFileError(
      `${path} can be read by other accounts. Run: chmod 600 ${path}`,
    );
  }
  if (facts.size > MAX_BYTES) throw new SecretFileError(`${path} is too long.`);
  const secret = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  if (secret === '' || /[\r\n]/.test(secret)) {
    throw new SecretFileError(`${path} must hold one line, the secret.`);
  }
  return secret;
}
