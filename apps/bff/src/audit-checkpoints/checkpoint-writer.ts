import { checkpointText, signedNote } from '@keyward/audit-proof';
import type { Database } from '@keyward/database';
import { type KeyRing, SealedError, signText } from '@keyward/secrets';
import type { Logger } from 'pino';

import { describeError } from '../http/send-problem.ts';
import { appendNote } from './checkpoint-file.ts';
import { type CheckpointKey, openCheckpointKey } from './checkpoint-key.ts';

export interface CheckpointParts {
  db: Database;
  kek: KeyRing;
  log: Logger;
  /** Where the notes go; best on storage that the console can append to and not rewrite. */
  file: string;
  lookMs?: number;
}

export interface Head {
  seq: number;
  hash: string;
}

const LOOK_MS = 5_000;
const MOST_ROWS = 100;
const LONGEST_MS = 60_000;

/**
 * Signs the audit log's newest row every 100 rows or 60 seconds, whichever is first, into the file and the console's own
 * log, which is usually kept elsewhere. Returns a function that signs what is left and stops.
 */
export function startCheckpoints(parts: CheckpointParts): () => Promise<void> {
  const { db, log } = parts;
  let signed: Head | null = null;
  let signedAt = -Infinity;
  let looking: Promise<void> = Promise.resolve();
  const look = async (isLast: boolean): Promise<void> => {
    const head = await readHead(db);
    if (head === null || head.seq === signed?.seq) return;
    const isDue =
      isLast ||
      head.seq - (signed?.seq ?? 0) >= MOST_ROWS ||
      performance.now() - signedAt >= LONGEST_MS;
    if (!isDue) return;
    await sign(parts, head);
    signed = head;
    signedAt = performance.now();
  };
  const tick = (isLast: boolean): Promise<void> =>
    (looking = looking
      .then(() => look(isLast))
      .catch((error: unknown) => {
        // A sealed console cannot sign; it writes little, and goes on when its key is back.
        if (error instanceof SealedError) return;
        log.error(
          { error: describeError(error) },
          'The audit checkpoint could not be written.',
        );
      }));
  const timer = setInterval(() => {
    void tick(false);
  }, parts.lookMs ?? LOOK_MS).unref();
  return async () => {
    clearInterval(timer);
    await tick(true);
  };
}

/** The note of the newest row, and the key it is verified with. @throws SealedError */
export async function signHead(
  { db, kek }: Pick<CheckpointParts, 'db' | 'kek'>,
  head: Head,
): Promise<{ note: string; key: CheckpointKey }> {
  const key = await openCheckpointKey(db, kek);
  const text = checkpointText({
    origin: key.origin,
    size: head.seq,
    hash: head.hash,
    at: new Date().toISOString(),
  });
  const note = signedNote(
    text,
    key.origin,
    key.publicKey,
    signText(key.secret, text),
  );
  return { note, key };
}

/** Null before the first row. */
export async function readHead(db: Database): Promise<Head | null> {
  const head = await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return head ?? null;
}

async function sign(parts: CheckpointParts, head: Head): Promise<void> {
  const { note, key } = await signHead(parts, head);
  await appendNote(parts.file, note);
  parts.log.info(
    { checkpoint: note, key: key.verifier },
    'The audit log was signed.',
  );
}
