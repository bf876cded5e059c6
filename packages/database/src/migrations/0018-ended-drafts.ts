import { type Kysely, sql } from 'kysely';

/** Ids of drafts that ended, so that a save that comes late brings none back. */
export const endedDrafts = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table ended_draft (
    person_id uuid not null references person,
    id uuid not null,
    ended_at timestamptz not null default now(),
    primary key (person_id, id))`,
  `create index ended_draft_when on ended_draft (ended_at)`,
];
