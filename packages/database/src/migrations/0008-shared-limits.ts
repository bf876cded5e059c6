import { type Kysely, sql } from 'kysely';

/**
 * How much of a limit is used up, counted by all replicas together. Unlogged: what it holds is worth nothing after a
 * crash, and wrong passwords shall not fill the write-ahead log.
 */
export const sharedLimits = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create unlogged table shared_limit (
    -- A hash: people type passwords where a name is asked for.
    key text primary key,
    points integer not null,
    ends_at timestamptz not null)`,
  'create index shared_limit_ends_at on shared_limit (ends_at)',
];
