import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'first-account-token';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Where the one-time token for the first account is kept. */
export function firstAccountFile(dataDir: string): string {
  return join(dataDir, FILE);
}

/**
 * Leaves a token in the file, readable by its owner only; one that is there already is kept.
 *
 * @throws the system's error when the data directory cannot be written
 */
export async function writeFirstAccountToken(dataDir: string): Promise<void> {
  const file = firstAccountFile(dataDir);
  if ((await readToken(dataDir)) !== null) return;
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const token = randomBytes(32).toString('base64url');
  await writeFile(draft, `${token}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, file);
}

/** Whether this is the token of the file; how long the comparison takes says nothing about it. */
export async function isFirstAccountToken(
  dataDir: string,
  given: string,
): Promise<boolean> {
  const token = await readToken(dataDir);
  return token !== null && timingSafeEqual(digest(token), digest(given));
}

export async function removeFirstAccountToken(dataDir: string): Promise<void> {
  await rm(firstAccountFile(dataDir), { force: true });
}

/** A file that others could read or have written is no proof of being on the host. */
async function readToken(dataDir: string): Promise<string | null> {
  const file = firstAccountFile(dataDir);
  try {
    const facts = await stat(file);
    if (!facts.isFile() || (facts.mode & 0o077) !== 0) return null;
    const token = (await readFile(file, 'utf8')).trim();
    return TOKEN.test(token) ? token : null;
  } catch {
    return null;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
