import { type Kysely, sql } from 'kysely';

/** Attempts to sign in at the organisation's identity provider that have come back: none comes back twice. */
export const organisationSignIn = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table used_sign_in (
    attempt text primary key,
    used_at timestamptz not null default now())`,
  `create index used_sign_in_age on used_sign_in (used_at)`,
];
