import { type Kysely, sql } from 'kysely';

/** Who follows what, and how long tasks take. */
export const following = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table change_follower (
    change_id uuid not null references change,
    person_id uuid not null references person,
    since timestamptz not null default now(),
    primary key (change_id, person_id))`,

  // The last tasks that succeeded, found in the indexes alone.
  `create index task_duration on task (operation, ended_at desc) include (id)
    where state = 'succeeded'`,
  `create index task_duration_at on task (operation, connection_id, ended_at desc) include (id)
    where state = 'succeeded'`,
];
