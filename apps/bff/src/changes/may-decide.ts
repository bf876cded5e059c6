import type { Queryable } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

import type { Caller } from '../people/caller.ts';
import type { ChangeRecord } from './change-record.ts';

/** Why somebody who did not submit a change does not decide on it all the same. */
export type Obstacle = 'no_role' | 'own_roles' | 'role_too_new';

export const OBSTACLES: Record<Obstacle, string> = {
  no_role: 'Your role does not decide on it.',
  own_roles: 'It is about your own roles; another person decides.',
  role_too_new:
    'You were given the role that decides after this change was submitted; somebody who had it before decides.',
};

/**
 * What keeps this person from deciding on a change, whoever submitted it; null when nothing does. A role counts from
 * the moment it was given: otherwise whoever gives roles could make an approver for a change that waits.
 */
export async function obstacleOf(
  db: Queryable,
  change: Pick<ChangeRecord, 'id' | 'policy'>,
  { permissions, person }: Pick<Caller, 'permissions' | 'person'>,
): Promise<Obstacle | null> {
  const { approverRoles } = change.policy;
  if (!permissions.includes('changes:decide') || approverRoles.length === 0) {
    return 'no_role';
  }
  const { rows } = await sql<{
    is_early: boolean | null;
    is_subject: boolean;
  }>`
    select bool_or(person_role.granted_at <= change.created_at) as is_early,
      ${isAbout(sql`${person.id}`)} as is_subject
    from change
    left join person on person.id = ${person.id} and person.disabled_at is null
    left join person_role on person_role.person_id = person.id
      and person_role.role in (${sql.join(approverRoles)})
    where change.id = ${change.id}
    group by change.id`.execute(db);
  const [found] = rows;
  if (found === undefined || found.is_early === null) return 'no_role';
  if (found.is_subject) return 'own_roles';
  return found.is_early ? null : 'role_too_new';
}

/** Whether `change` is about this person's own roles; whose roles change has no say in it. */
export function isAbout(personId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(change.operation = 'console.update-roles'
    and change.input->>'person' = ${personId}::text)`;
}

/** Whether a person held a role that decides on `change` when it was submitted. */
export function heldRoleThen(
  personId: RawBuilder<unknown>,
): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from person_role
    join person on person.id = person_role.person_id and person.disabled_at is null
    where person_role.person_id = ${personId}
      and change.policy->'approverRoles' ? person_role.role
      and person_role.granted_at <= change.created_at)`;
}
