import type { Checkpoint } from '@keyward/audit-proof';
import type { Database, Queryable } from '@keyward/database';

import { newestCheckpoint } from './checkpoint-file.ts';

/**
 * The newest checkpoint of this host's file when the database's audit log does not hold it: the database was restored
 * from before, exchanged, or its newest rows were taken away. Null when all is well, or when somebody on the host has
 * acknowledged exactly this.
 */
export async function findBehind(
  db: Database,
  path: string,
): Promise<Checkpoint | null> {
  const newest = await newestCheckpoint(path);
  if (newest === null || newest.size === 0) return null;
  const row = await db
    .selectFrom('audit')
    .select('hash')
    .where('seq', '=', newest.size)
    .executeTakeFirst();
  if (row?.hash === newest.hash) return null;
  return (await isAcknowledged(db, newest)) ? null : newest;
}

/** How the acknowledgement of one checkpoint is remembered. */
export function acknowledgementOf({ size, hash }: Checkpoint): string {
  return `audit_behind_acknowledged:${String(size)}:${hash}`;
}

async function isAcknowledged(
  db: Queryable,
  checkpoint: Checkpoint,
): Promise<boolean> {
  const found = await db
    .selectFrom('milestone')
    .select('name')
    .where('name', '=', acknowledgementOf(checkpoint))
    .executeTakeFirst();
  return found !== undefined;
}
