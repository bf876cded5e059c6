import {
  PERMISSIONS,
  type PolicyRule,
  role,
  type Role,
} from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import type { NamedRule } from './policy-rules.ts';

/** Somebody who can sign in, with every role whoever gave it. */
export interface ActivePerson {
  id: string;
  roles: readonly Role[];
}

/** People who are not disabled and have a way to sign in. */
export async function listActivePeople(db: Queryable): Promise<ActivePerson[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .select(['person.id', 'person_role.role'])
    .where('person.disabled_at', 'is', null)
    .where((is) =>
      is.exists((from) =>
        from
          .selectFrom('identity')
          .select('identity.id')
          .whereRef('identity.person_id', '=', 'person.id')
          .where((each) =>
            each.or([
              each('identity.iss', '<>', 'local'),
              each('identity.password_hash', 'is not', null),
            ]),
          ),
      ),
    )
    .execute();
  const people = new Map<string, Role[]>();
  for (const row of rows) {
    const roles = people.get(row.id) ?? [];
    people.set(row.id, [...roles, role.parse(row.role)]);
  }
  return [...people].map(([id, roles]) => ({ id, roles }));
}

/** How many different people could approve under a rule, when the requester is the one who leaves most of them. */
export function mostApprovals(
  rule: PolicyRule,
  people: readonly ActivePerson[],
): number {
  const deciders = people.filter((person) =>
    rule.approverRoles.some((each) => person.roles.includes(each)),
  );
  const requesters = people.filter((person) => maySubmit(person.roles));
  if (requesters.length === 0) return deciders.length;
  return requesters.some((person) => !deciders.includes(person))
    ? deciders.length
    : deciders.length - 1;
}

function maySubmit(roles: readonly Role[]): boolean {
  return roles.some((each) =>
    (PERMISSIONS[each] as readonly string[]).includes('changes:submit'),
  );
}

/** Rules under which no change could ever be approved with these people. */
export function unreachableRules(
  rules: readonly NamedRule[],
  people: readonly ActivePerson[],
): NamedRule[] {
  return rules.filter(
    ({ rule, needsApproval }) =>
      needsApproval && mostApprovals(rule, people) < rule.approvals,
  );
}
