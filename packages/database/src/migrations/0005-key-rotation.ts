import { type Kysely, sql } from 'kysely';

/** Which key-encryption key took over from which, and whether everything is sealed under it by now. */
export const keyRotation = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // A key takes over at most once in its life: one that was rotated away never comes back.
  `create table key_rotation (
    to_key text primary key,
    from_key text not null,
    begun_at timestamptz not null default now(),
    ended_at timestamptz,
    check (to_key <> from_key))`,
];
