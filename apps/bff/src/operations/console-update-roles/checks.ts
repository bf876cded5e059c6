import { type Check, PERMISSIONS, type Role } from '@keyward/contract';
import type { Queryable } from '@keyward/database';
import { sql } from 'kysely';

import { LOCAL_ISSUER } from '../../people/accounts.ts';
import { readPolicyInForce } from '../../policy/policy-in-force.ts';
import { namedRules } from '../../policy/policy-rules.ts';
import {
  type ActivePerson,
  listActivePeople,
  unreachableRules,
} from '../../policy/reachable-quorum.ts';
import { changeReference } from '../../references.ts';
import { makeCheck } from '../make-check.ts';
import type { Guard, Input } from './guard.ts';

/** What would be left of the console's people, and what the change means for changes that wait. */
export async function checks(
  db: Queryable,
  input: Input,
  observed: Guard,
): Promise<Check[]> {
  const before = await listActivePeople(db);
  const after = await peopleAfter(db, before, input, observed);
  return [
    somethingCheck(input, observed),
    adminCheck(after),
    await quorumCheck(db, before, after),
    approverCheck(input, observed),
    await waitingCheck(db, input, observed),
  ];
}

function somethingCheck(input: Input, observed: Guard): Check {
  const passed =
    input.resetSignIn ||
    input.active !== observed.active ||
    [...input.roles].sort().join() !== observed.roles.join();
  return makeCheck({
    id: 'something-changes',
    title: 'Something changes',
    severity: 'blocker',
    passed,
    evidence: passed
      ? 'The person’s roles or access differ from now.'
      : 'The person has exactly these roles already.',
    field: '/roles',
  });
}

function adminCheck(after: readonly ActivePerson[]): Check {
  const admins = after.filter((each) => each.roles.includes('security_admin'));
  return makeCheck({
    id: 'security-admin-remains',
    title: 'A security admin remains',
    severity: 'blocker',
    passed: admins.length > 0,
    evidence: `${String(admins.length)} active security admins afterwards.`,
    field: '/roles',
  });
}

/** Blocks only what this change itself would make impossible. */
async function quorumCheck(
  db: Queryable,
  before: readonly ActivePerson[],
  after: readonly ActivePerson[],
): Promise<Check> {
  const { document } = await readPolicyInForce(db);
  const rules = namedRules(document, () => 'a connection');
  const already = new Set(
    unreachableRules(rules, before).map((rule) => rule.key),
  );
  const lost = unreachableRules(rules, after).filter(
    (rule) => !already.has(rule.key),
  );
  return makeCheck({
    id: 'quorum-stays-reachable',
    title: 'Enough people can approve',
    severity: 'blocker',
    passed: lost.length === 0,
    evidence:
      lost.length === 0
        ? 'Every rule of the policy can still be met.'
        : `Too few people would be left to approve: ${lost.map((rule) => rule.label).join('; ')}.`,
    field: '/roles',
  });
}

function decides(roles: readonly Role[]): boolean {
  return roles.some((each) =>
    (PERMISSIONS[each] as readonly string[]).includes('changes:decide'),
  );
}

function approverCheck(input: Input, observed: Guard): Check {
  const isNew =
    input.active &&
    decides(input.roles) &&
    (!decides(observed.roles) || !observed.active || input.resetSignIn);
  return makeCheck({
    id: 'no-new-approver',
    title: 'Who becomes an approver',
    severity: 'warning',
    passed: !isNew,
    evidence: isNew
      ? 'The person becomes an approver, and cannot decide on changes submitted before.'
      : 'The person gains no say in changes.',
    field: '/roles',
  });
}

/** Changes that have sent nothing and were approved by this person lose that approval with the role. */
async function waitingCheck(
  db: Queryable,
  input: Input,
  observed: Guard,
): Promise<Check> {
  const keeps =
    input.active &&
    observed.active &&
    !input.resetSignIn &&
    observed.roles.every((each) => input.roles.includes(each));
  const { rows } = keeps
    ? { rows: [] }
    : await sql<{ number: number }>`
        select change.number from approval
        join change on change.id = approval.change_id
        where approval.person_id = ${input.person} and approval.decision = 'approve'
          and change.state in ('pending', 'approved', 'running')
          and not exists (select from task
            join task_intent on task_intent.task_id = task.id
            where task.change_id = change.id)
        order by change.number limit 20`.execute(db);
  return makeCheck({
    id: 'approvals-stay',
    title: 'No approval is lost',
    severity: 'warning',
    passed: rows.length === 0,
    evidence:
      rows.length === 0
        ? 'No change that waits rests on an approval of this person.'
        : `Approvals of this person may no longer count: ${rows.map((row) => changeReference(row.number)).join(', ')}.`,
    field: '/person',
  });
}

async function peopleAfter(
  db: Queryable,
  before: readonly ActivePerson[],
  input: Input,
  observed: Guard,
): Promise<ActivePerson[]> {
  const others = before.filter((each) => each.id !== input.person);
  if (!input.active || !(await canSignIn(db, input))) return others;
  const roles = [...new Set([...input.roles, ...observed.providerRoles])];
  return [...others, { id: input.person, roles }];
}

/** Whether the person has a way to sign in that the change leaves. */
async function canSignIn(db: Queryable, input: Input): Promise<boolean> {
  const identities = await db
    .selectFrom('identity')
    .select(['iss', 'password_hash'])
    .where('person_id', '=', input.person)
    .execute();
  // A reset leaves a sign-in elsewhere only to who has no other.
  if (input.resetSignIn) {
    return identities.length > 0 && identities.every(isElsewhere);
  }
  return identities.some(
    (each) => isElsewhere(each) || each.password_hash !== null,
  );
}

function isElsewhere({ iss }: { iss: string }): boolean {
  return iss !== LOCAL_ISSUER;
}
