import {
  type PolicyDocument,
  policyInForce,
  type PolicyRule,
  type Role,
} from '@keyward/contract';
import { sql } from 'kysely';

import { approve, type ChangeRequest, endOf, submit } from './changes.ts';
import type { ConsoleUnderTest, SimulatorName } from './console-under-test.ts';
import type { Person } from './person.ts';

/** The policy in force, as anybody who reads changes sees it. */
export async function readPolicy(person: Person) {
  const answer = await person.call('GET', '/api/policy');
  if (answer.status !== 200) throw new Error(answer.text);
  return policyInForce.parse(answer.body);
}

/** A change that makes this the policy. */
export function newPolicy(policy: unknown): ChangeRequest {
  return {
    operation: 'console.update-policy',
    input: { policy },
    reason: 'The policy of the new quarter',
  };
}

/** The policy in force with one operation’s rule altered. */
export async function policyWith(
  person: Person,
  operation: keyof PolicyDocument['operations'],
  rule: Partial<PolicyRule>,
): Promise<PolicyDocument> {
  const { document } = await readPolicy(person);
  const before = document.operations[operation] ?? document.risk.high;
  return {
    ...document,
    operations: { ...document.operations, [operation]: { ...before, ...rule } },
  };
}

/** A change of somebody’s roles and access. */
export function newRoles(
  person: { id: string },
  roles: Role[],
  more: { active?: boolean; resetSignIn?: boolean } = {},
): ChangeRequest {
  return {
    operation: 'console.update-roles',
    input: {
      person: person.id,
      roles,
      active: true,
      resetSignIn: false,
      ...more,
    },
    reason: 'Somebody’s work has changed',
  };
}

/** A change that points one connection at the address of another simulator. */
export function newAddress(
  console: ConsoleUnderTest,
  name: SimulatorName,
  at: SimulatorName,
): ChangeRequest {
  const entry = console.estate.simulators.find((each) => each.name === at);
  if (entry === undefined) throw new Error(`${at} was not started.`);
  return {
    operation: 'console.update-connection',
    input: {
      connection: console.connectionId(name),
      host: entry.host,
      port: entry.port,
      trust: { mode: 'pin', sha256: entry.sha256 },
    },
    reason: 'The host has moved',
  };
}

/** Submits, has it approved and waits for its end. @throws when it does not succeed */
export async function carryOut(
  { requester, approver }: { requester: Person; approver: Person },
  request: ChangeRequest,
): Promise<void> {
  const change = await submit(requester, request);
  const task = await endOf(requester, await approve(approver, change));
  if (task.state !== 'succeeded') throw new Error(JSON.stringify(task));
}

/** The cool-off of a change is over, as if its approvals were a day old. */
export async function coolDown(
  console: ConsoleUnderTest,
  changeId: string,
): Promise<void> {
  await sql`update approval set at = at - interval '1 day' where change_id = ${changeId}`.execute(
    console.db,
  );
  await console.db
    .updateTable('change')
    .set({ claimable_at: sql<Date>`claimable_at - interval '1 day'` })
    .where('id', '=', changeId)
    .execute();
}
