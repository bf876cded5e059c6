import { readFile, readdir, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import type { KeyEncryptionKey } from './key-encryption-key.ts';
import {
  KeyFileError,
  generateKeyEncryptionKeyFile,
  keyEncryptionKeyFromFile,
} from './key-file.ts';
import { syncFolderOf, writeNewFile } from './write-new-file.ts';

export interface FoundKeys {
  /** What the key file itself holds; null when it is missing. */
  own: KeyEncryptionKey | null;
  /** Every key that was found, that one included. */
  all: readonly KeyEncryptionKey[];
}

/**
 * Reads the key file and the keys that open besides it: those of `more`, and those that a rotation leaves beside the
 * file as `<path>.<id>` (rotated away) and `<path>.next` (to come). Files that are missing are left out.
 *
 * @throws KeyFileError for a file that is there and cannot be used
 */
export async function findKeys(
  path: string,
  more: readonly string[] = [],
): Promise<FoundKeys> {
  const own = await readIfThere(path);
  const others = await Promise.all(
    [...(await filesBeside(path)), ...more].map(readIfThere),
  );
  return { own, all: [own, ...others].filter((key) => key !== null) };
}

/**
 * Puts a new key into the key file and keeps the old one beside it as `<path>.<id>`. `<path>.next` is the new key when
 * it is there, so that it can be handed out to other hosts beforehand; otherwise it is made. Killed at any moment, the
 * key file holds one of the two keys whole, both are found by {@link findKeys}, and running it again goes on.
 *
 * @throws KeyFileError, or the system's error
 */
export async function exchangeKeyFile(
  path: string,
): Promise<{ from: KeyEncryptionKey; to: KeyEncryptionKey }> {
  const from = await keyEncryptionKeyFromFile(path);
  const to = await stageNextKey(path);
  await keepBeside(path, from.id);
  await rename(nextOf(path), path);
  await syncFolderOf(path);
  return { from, to };
}

/** Makes `<path>.next` unless it is there. @throws KeyFileError, or the system's error */
export async function stageNextKey(path: string): Promise<KeyEncryptionKey> {
  const next = nextOf(path);
  // Run by root, it still makes a file that the console's own account can read.
  const owner = await stat(path);
  await generateKeyEncryptionKeyFile(next, owner).catch(unlessThere);
  return keyEncryptionKeyFromFile(next);
}

async function keepBeside(path: string, id: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  const owner = await stat(path);
  await writeNewFile(`${path}.${id}`, text, owner).catch(unlessThere);
  const kept = await keyEncryptionKeyFromFile(`${path}.${id}`);
  if (kept.id === id) return;
  throw new KeyFileError(
    'malformed',
    `The file ${path}.${id} holds another key than its name says; move it away first.`,
  );
}

async function readIfThere(path: string): Promise<KeyEncryptionKey | null> {
  try {
    return await keyEncryptionKeyFromFile(path);
  } catch (error) {
    if (error instanceof KeyFileError && error.reason === 'missing') {
      return null;
    }
    throw error;
  }
}

async function filesBeside(path: string): Promise<string[]> {
  const name = basename(path);
  // A folder that may not be listed, as secrets are mounted by some, has nothing beside the key file.
  const files = await readdir(dirname(path)).catch(() => []);
  return files
    .filter(
      (file) =>
        file === `${name}.next` ||
        (file.startsWith(`${name}.`) &&
          /^[0-9a-f]{16}$/.test(file.slice(name.length + 1))),
    )
    .sort()
    .map((file) => join(dirname(path), file));
}

function nextOf(path: string): string {
  return `${path}.next`;
}

function unlessThere(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
    return;
  }
  throw error;
}
