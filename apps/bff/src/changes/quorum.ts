import type { Queryable } from '@keyward/database';
import { sql } from 'kysely';

import type { ChangeRecord } from './change-record.ts';

/**
 * Who has approved in a way that counts now, found in SQL: exactly this digest, never the requester, people who are
 * still active and still in a role that approves, and who held it when the change was submitted.
 */
export async function standingApprovers(
  db: Queryable,
  change: Pick<ChangeRecord, 'id' | 'policy'>,
): Promise<ReadonlySet<string>> {
  const { approverRoles } = change.policy;
  if (approverRoles.length === 0) return new Set();
  const { rows } = await sql<{ person_id: string }>`
    select distinct approval.person_id
    from approval
    join change on change.id = approval.change_id
    join person on person.id = approval.person_id and person.disabled_at is null
    join person_role on person_role.person_id = person.id
    where approval.change_id = ${change.id} and approval.decision = 'approve'
      and approval.digest = change.digest and approval.person_id <> change.requester_id
      and person_role.role in (${sql.join(approverRoles)})
      and person_role.granted_at <= change.created_at`.execute(db);
  return new Set(rows.map((row) => row.person_id));
}

export async function countStandingApprovals(
  db: Queryable,
  change: Pick<ChangeRecord, 'id' | 'policy'>,
): Promise<number> {
  return (await standingApprovers(db, change)).size;
}
