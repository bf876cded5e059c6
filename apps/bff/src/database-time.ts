import type { Queryable } from '@keyward/database';
import { sql } from 'kysely';

/**
 * The time that counts, in ms since 1970: the database's. Replicas have clocks of their own, and whatever ends or begins
 * at a moment must do so for all of them at once.
 */
export async function databaseTime(db: Queryable): Promise<number> {
  const { rows } = await sql<{
    ms: number;
  }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(
    db,
  );
  const now = rows[0]?.ms;
  if (now === undefined) throw new Error('The database did not say the time.');
  return now;
}
