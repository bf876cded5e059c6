import { operationContract, type PolicyDocument } from '@keyward/contract';
import { jsonb } from '@keyward/database';

import { readPolicyInForce } from '../../src/policy/policy-in-force.ts';
import type { ConsoleUnderTest } from './console-under-test.ts';

/** Puts another version of the policy in force, past the change that it would need. */
export async function changePolicy(
  { db }: ConsoleUnderTest,
  parts: Partial<PolicyDocument>,
): Promise<void> {
  const { document } = await readPolicyInForce(db);
  await db
    .insertInto('policy_version')
    .values({ document: jsonb({ ...document, ...parts }) })
    .execute();
}

/** Has native providers approved by so many people. */
export function askForApprovals(
  console: ConsoleUnderTest,
  approvals: number,
): Promise<void> {
  const id = 'esx.create-native-provider';
  const rule = { ...operationContract(id).defaultPolicy, approvals };
  return changePolicy(console, { operations: { [id]: rule } });
}
