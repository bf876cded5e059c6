import type { Queryable } from '@keyward/database';
import { sql } from 'kysely';

import type { ChangeRecord } from './change-record.ts';

/**
 * Approvals that stand now, counted in SQL: of exactly this digest, never by the requester, by people who are still
 * active and still in a role that approves.
 */
export async function countStandingApprovals(
  db: Queryable,
  change: Pick<ChangeRecord, 'id' | 'policy'>,
): Promise<number> {
  const { approverRoles } = change.policy;
  if (approverRoles.length === 0) return 0;
  const { rows } = await sql<{ count: number }>`
    select count(distinct approval.person_id) as count
    from approval
    join change on change.id = approval.change_id
    join person on person.id = approval.person_id and person.disabled_at is null
    join person_role on person_role.person_id = person.id
    where approval.change_id = ${change.id} and approval.decision = 'approve'
      and approval.digest = change.digest and approval.person_id <> change.requester_id
      and person_role.role in (${sql.join(approverRoles)})`.execute(db);
  return rows[0]?.count ?? 0;
}
