import { randomBytes } from 'node:crypto';
import { link, open, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a new file with mode 0600 that is there whole or not at all, whenever the process dies, and is on the disk when
 * this returns. An existing file is never overwritten.
 *
 * @throws the system's error, `EEXIST` when there is a file
 */
export async function writeNewFile(
  path: string,
  text: string,
  owner?: { uid: number; gid: number },
): Promise<void> {
  const draft = join(
    dirname(path),
    `.${basename(path)}.${randomBytes(6).toString('hex')}.draft`,
  );
  const file = await open(draft, 'wx', 0o600);
  try {
    // Root alone gives files away.
    if (owner !== undefined && process.getuid?.() === 0) {
      await file.chown(owner.uid, owner.gid);
    }
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    // Unlike a rename, a link refuses to take the place of a file that is there.
    await link(draft, path);
  } finally {
    await unlink(draft);
  }
  await syncFolderOf(path);
}

/** A new name is on the disk only when its folder is. */
export async function syncFolderOf(path: string): Promise<void> {
  // Windows opens no folders.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
