import { type Kysely, sql } from 'kysely';

/** How far each place beyond this database has the audit log. */
export const auditSinks = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // The audit table itself is the queue: a sink is a number in it, and whoever sends holds the lease.
  `create table audit_sink (
    name text primary key,
    after_seq bigint not null default 0,
    sent_at timestamptz,
    problem text,
    failing_since timestamptz,
    tries integer not null default 0,
    due_at timestamptz,
    told_at timestamptz,
    lease_owner text,
    lease_until timestamptz)`,
];
