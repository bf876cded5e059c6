import type { Queryable } from '@keyward/database';
import { sql } from 'kysely';

import type { ChangeRecord } from './change-record.ts';
import { heldRoleThen, isAbout } from './may-decide.ts';

/**
 * Who has approved in a way that counts now, found in SQL: exactly this digest, never the requester nor whom the
 * change is about, people who are still active and still in a role that approves, and who held it when the change was
 * submitted.
 */
export async function standingApprovers(
  db: Queryable,
  { id }: Pick<ChangeRecord, 'id'>,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct approval.person_id
    from approval
    join change on change.id = approval.change_id
    where approval.change_id = ${id} and approval.decision = 'approve'
      and approval.digest = change.digest and approval.person_id <> change.requester_id
      and not ${isAbout(sql`approval.person_id`)}
      and ${heldRoleThen(sql`approval.person_id`)}`.execute(db);
  return new Set(rows.map((row) => row.person_id));
}

export async function countStandingApprovals(
  db: Queryable,
  change: Pick<ChangeRecord, 'id'>,
): Promise<number> {
  return (await standingApprovers(db, change)).size;
}
