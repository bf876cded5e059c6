import { type Role, role } from '@keyward/contract';
import type { Queryable } from '@keyward/database';
import { sql } from 'kysely';

import type { ChangeRecord } from '../changes/change-record.ts';

type Asked = Pick<ChangeRecord, 'id' | 'policy'>;

/**
 * Who may decide on a change and has not: active people in an approving role of its frozen policy that they held when
 * it was submitted, never the requester.
 */
export async function undecidedApprovers(
  db: Queryable,
  change: Asked,
): Promise<string[]> {
  const { approverRoles } = change.policy;
  if (approverRoles.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct person.id
    from change
    join person on person.disabled_at is null and person.id <> change.requester_id
    join person_role on person_role.person_id = person.id
    where change.id = ${change.id}
      and person_role.role in (${sql.join(approverRoles)})
      and person_role.granted_at <= change.created_at
      and not exists (
        select from approval
        where approval.change_id = change.id and approval.person_id = person.id)`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** The people who approved a change and are still active. */
export async function approversOf(
  db: Queryable,
  { id }: Pick<ChangeRecord, 'id'>,
): Promise<string[]> {
  const rows = await db
    .selectFrom('approval')
    .innerJoin('person', 'person.id', 'approval.person_id')
    .select('person.id')
    .where('approval.change_id', '=', id)
    .where('approval.decision', '=', 'approve')
    .where('person.disabled_at', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

/** The requester, unless the account was disabled meanwhile. */
export async function requesterOf(
  db: Queryable,
  { requesterId }: Pick<ChangeRecord, 'requesterId'>,
): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', requesterId)
    .where('disabled_at', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

const ADMIN = role.enum.security_admin satisfies Role;

/** Every active security admin besides these. */
export async function securityAdmins(
  db: Queryable,
  besides: readonly string[] = [],
): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .select('person.id')
    .distinct()
    .where('person_role.role', '=', ADMIN)
    .where('person.disabled_at', 'is', null)
    .execute();
  return rows.map((row) => row.id).filter((id) => !besides.includes(id));
}
