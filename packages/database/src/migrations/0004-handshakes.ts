import { type Kysely, sql } from 'kysely';

/** What the key servers of a change answered: the latest look at each, beside the change and outside its digest. */
export const handshakes = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table change_handshake (
    change_id uuid not null references change (id),
    server text not null,
    -- Null while the look is under way; a look that was begun and lost is taken up again after a while.
    result jsonb,
    begun_at timestamptz not null default now(),
    primary key (change_id, server))`,
  // Late secrets: who supplied them, and when. The secrets themselves are nowhere.
  `alter table change add column secrets_supplied_at timestamptz`,
];
