import { type Kysely, sql } from 'kysely';

/** What people have begun to fill in. */
export const drafts = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // The person stands in the key: ids come from browsers, and nobody's may meet or show another's.
  `create table draft (
    person_id uuid not null references person,
    id uuid not null,
    operation text not null,
    connection_id uuid references connection,
    input jsonb not null,
    secret_delivery text,
    reason text,
    ticket text,
    expires_in_hours double precision,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (person_id, id))`,
  `create index draft_last_changed on draft (updated_at)`,
];
