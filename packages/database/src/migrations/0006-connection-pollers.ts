import { type Kysely, sql } from 'kysely';

/** Which replica asks a target about the tasks it runs, and what the others want to know of it. */
export const connectionPollers = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table connection_poller (
    connection_id uuid primary key references connection on delete cascade,
    owner text not null,
    fence bigint not null,
    lease_until timestamptz not null)`,
  // Only who does not hold the lease writes rows here, so with one replica the table is empty.
  `create table upstream_watch (
    connection_id uuid not null references connection on delete cascade,
    upstream_task_id text not null,
    watcher text not null,
    since timestamptz not null default now(),
    wanted_until timestamptz not null,
    sighting jsonb,
    seen_at timestamptz,
    primary key (connection_id, watcher, upstream_task_id))`,
];
