import type { Database } from '@keyward/database';
import { sql } from 'kysely';
import { setTimeout as wait } from 'node:timers/promises';

const LIMIT_MS = 2_000;

/** Asks whether the database answers within two seconds. However many probes come, one question is open at a time. */
export function createDatabaseProbe(
  db: Database,
  limitMs = LIMIT_MS,
): () => Promise<boolean> {
  let asking: Promise<boolean> | null = null;
  const ask = async (): Promise<boolean> => {
    try {
      await sql`select 1`.execute(db);
      return true;
    } catch {
      return false;
    } finally {
      asking = null;
    }
  };
  return async () => {
    asking ??= ask();
    const late = new AbortController();
    const answered = await Promise.race([
      asking,
      wait(limitMs, false, { signal: late.signal }).catch(() => false),
    ]);
    late.abort();
    return answered;
  };
}
