import type { Database } from '@keyward/database';
import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { isDatabaseAway } from '../http/database-away.ts';

/** So many points in a window of time, counted per key. */
export interface Limit {
  /** @throws RateLimiterRes when none is left, with the ms to wait */
  consume(key: string): Promise<void>;
  /** Gives one point back. */
  reward(key: string): Promise<void>;
  /** Gives all points back. */
  forget(key: string): Promise<void>;
}

/** `name` keeps limits apart that count the same keys. */
export type MakeLimit = (
  name: string,
  points: number,
  seconds: number,
) => Limit;

/** Counts in this process alone. */
export const limitInMemory: MakeLimit = (_name, points, seconds) => {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    consume: async (key) => void (await limiter.consume(key)),
    reward: async (key) => void (await limiter.reward(key)),
    forget: async (key) => void (await limiter.delete(key)),
  };
};

/**
 * Counts for all replicas together, by the database's clock: who is sent from one to the next has not more tries than at
 * one. While the database is away each replica counts for itself.
 */
export function limitsSharedIn(db: Database): MakeLimit {
  return (name, points, seconds) => {
    const insurance = limitInMemory(name, points, seconds);
    const row = (key: string): string =>
      createHash('sha256').update(`${name}|${key}`).digest('base64url');
    const orInMemory = async (
      shared: () => Promise<void>,
      inMemory: () => Promise<void>,
    ): Promise<void> => {
      try {
        await shared();
      } catch (error) {
        if (!isDatabaseAway(error)) throw error;
        await inMemory();
      }
    };
    return {
      consume: (key) =>
        orInMemory(
          () => consume(db, row(key), points, seconds),
          () => insurance.consume(key),
        ),
      reward: (key) =>
        orInMemory(
          async () => {
            await db
              .updateTable('shared_limit')
              .set({ points: sql<number>`points - 1` })
              .where('key', '=', row(key))
              .where('points', '>', 0)
              .execute();
          },
          () => insurance.reward(key),
        ),
      forget: (key) =>
        orInMemory(
          async () => {
            await db
              .deleteFrom('shared_limit')
              .where('key', '=', row(key))
              .execute();
          },
          () => insurance.forget(key),
        ),
    };
  };
}

/** One statement takes a point or takes none; a key that is used up is read and no longer written. */
async function consume(
  db: Database,
  key: string,
  points: number,
  seconds: number,
): Promise<void> {
  const { rows } = await sql`
    insert into shared_limit as held (key, points, ends_at)
    values (${key}, 1, clock_timestamp() + make_interval(secs => ${seconds}))
    on conflict (key) do update set
      points = case when held.ends_at > clock_timestamp() then held.points + 1 else 1 end,
      ends_at = case when held.ends_at > clock_timestamp() then held.ends_at else excluded.ends_at end
    where held.points < ${points} or held.ends_at <= clock_timestamp()
    returning key`.execute(db);
  if (rows.length > 0) return;
  const { rows: left } = await sql<{ ms: number }>`
    select (extract(epoch from ends_at - clock_timestamp()) * 1000)::float8 as ms
    from shared_limit where key = ${key}`.execute(db);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- What the limiter in memory throws, so that callers know one refusal.
  throw new RateLimiterRes(0, Math.max(1, left[0]?.ms ?? 1), points);
}

/** Windows that are over count for nothing. */
export async function forgetOldLimits(db: Database): Promise<void> {
  await db
    .deleteFrom('shared_limit')
    .where('ends_at', '<', sql<Date>`clock_timestamp()`)
    .execute();
}
