import {
  type Checkpoint,
  readCheckpoint,
  splitNotes,
} from '@keyward/audit-proof';
import { open, readFile } from 'node:fs/promises';

/** Appends one note and has it on the disk before it answers. */
export async function appendNote(path: string, note: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.writeFile(note, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * The newest checkpoint of the file, whoever signed it: a database from before the key that signed it must not look
 * new. Null when there is none yet.
 */
export async function newestCheckpoint(
  path: string,
): Promise<Checkpoint | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw error;
  });
  return (
    splitNotes(text)
      .map((note) => readCheckpoint(note, null))
      .findLast((each) => each !== null) ?? null
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
