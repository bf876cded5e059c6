import type { Database } from '@keyward/database';
import { sql } from 'kysely';

import type { AuditSink, HeldRow } from './audit-sink.ts';

/** Longer than any one try takes; whoever dies while sending is followed by another replica after it. */
const LEASE = sql<Date>`clock_timestamp() + interval '15 seconds'`;
const FIRST_SECONDS = 1;
const MOST_SECONDS = 60;

type Named = Pick<AuditSink, 'cursor'>;

/** Makes the cursor of a sink that is new: it gets every row there is. */
export async function ensureCursor(
  db: Database,
  { cursor }: Named,
): Promise<void> {
  await db
    .insertInto('audit_sink')
    .values({ name: cursor })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whether there are rows that the sink has not got and may be tried with now; costs one look at two index ends. */
export async function isDue(
  db: Database,
  { cursor }: Named,
  owner: string,
): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select after_seq < coalesce((select max(seq) from audit), 0)
      and (due_at is null or due_at <= clock_timestamp())
      and (lease_owner = ${owner} or lease_until is null or lease_until <= clock_timestamp()) as due
    from audit_sink where name = ${cursor}`.execute(db);
  return rows[0]?.due ?? false;
}

/** Takes or renews the lease. @returns the number of the last row that the sink has; null when another replica sends */
export async function takeLease(
  db: Database,
  { cursor }: Named,
  owner: string,
): Promise<number | null> {
  const taken = await db
    .updateTable('audit_sink')
    .set({ lease_owner: owner, lease_until: LEASE })
    .where('name', '=', cursor)
    .where(
      sql<boolean>`(lease_owner = ${owner} or lease_until is null or lease_until <= clock_timestamp())`,
    )
    .returning('after_seq')
    .executeTakeFirst();
  return taken?.after_seq ?? null;
}

/**
 * Notes that the sink has everything up to a row. Only for who still holds the lease: a replica that was paused while
 * sending must not move the cursor that another one works with.
 */
export async function advance(
  db: Database,
  { cursor }: Named,
  owner: string,
  from: number,
  to: number,
): Promise<boolean> {
  const moved = await db
    .updateTable('audit_sink')
    .set({
      after_seq: to,
      sent_at: sql<Date>`clock_timestamp()`,
      problem: null,
      failing_since: null,
      told_at: null,
      tries: 0,
      due_at: null,
      lease_until: LEASE,
    })
    .where('name', '=', cursor)
    .where('lease_owner', '=', owner)
    .where('after_seq', '=', from)
    .returning('name')
    .executeTakeFirst();
  return moved !== undefined;
}

/** Notes that a try failed: the next one is after 1, 2, 4 … at most 60 seconds. @returns since when it has been failing */
export async function noteFailure(
  db: Database,
  { cursor }: Named,
  owner: string,
  problem: string,
): Promise<{ since: Date; tries: number } | null> {
  const { rows } = await sql<{ failing_since: Date; tries: number }>`
    update audit_sink set
      problem = ${problem},
      failing_since = coalesce(failing_since, clock_timestamp()),
      tries = tries + 1,
      due_at = clock_timestamp()
        + least(${MOST_SECONDS}, ${FIRST_SECONDS} * power(2, least(tries, 10))) * interval '1 second'
    where name = ${cursor} and lease_owner = ${owner}
    returning failing_since, tries`.execute(db);
  const [row] = rows;
  return row === undefined
    ? null
    : { since: row.failing_since, tries: row.tries };
}

/** Gives the lease back, so that another replica need not wait for its end. */
export async function giveBack(
  db: Database,
  { cursor }: Named,
  owner: string,
): Promise<void> {
  await db
    .updateTable('audit_sink')
    .set({ lease_owner: null, lease_until: null })
    .where('name', '=', cursor)
    .where('lease_owner', '=', owner)
    .execute();
}

/** Whether the audit log has exactly this row: after a restore it may have another one of the same number. */
export async function isOurs(
  db: Database,
  { seq, hash }: HeldRow,
): Promise<boolean> {
  const row = await db
    .selectFrom('audit')
    .select('hash')
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row?.hash === hash;
}
