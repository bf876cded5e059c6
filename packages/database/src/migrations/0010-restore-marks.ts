import { type Kysely, sql } from 'kysely';

/** That this database was put in the place of a later one, and as of when it stands. */
export const restoreMarks = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table restore_mark (
    id integer primary key generated always as identity,
    restored_at timestamptz not null default now(),
    -- The moment that was restored; null when whoever restored it did not use the console's own command.
    as_of timestamptz,
    reason text not null)`,
];
