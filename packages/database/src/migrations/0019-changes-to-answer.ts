import { type Kysely, sql } from 'kysely';

/** What a requester still has to do something about, with an index that has nothing else. */
export const changesToAnswer = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `alter table change add column set_aside_at timestamptz`,
  // What ended before anybody could set it aside is history.
  `update change set set_aside_at = now() where state in ('rejected', 'stale', 'expired', 'failed')`,
  `create index change_concerning on change (requester_id, created_at desc, id desc)
    where set_aside_at is null
      and state in ('pending', 'approved', 'running', 'rejected', 'stale', 'expired', 'failed')`,
];
