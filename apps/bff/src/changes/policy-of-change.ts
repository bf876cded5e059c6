import {
  type FrozenInput,
  isConsoleOperation,
  type OperationId,
  type PolicySnapshot,
  type SubmitChangeRequest,
} from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import { Refusal, refuseField } from '../http/refusal.ts';
import { anyOperation } from '../operations/registry.ts';
import { isSetUpOpen } from '../people/set-up.ts';
import { ruleInForce } from '../policy/policy-in-force.ts';

/** The rule that is frozen into a new change. While the console is being set up, its own changes need nobody else. */
export async function policyOfChange(
  db: Queryable,
  operation: OperationId,
  frozen: FrozenInput<OperationId>,
  connectionId: string | null,
): Promise<PolicySnapshot> {
  const rule = await ruleInForce(
    db,
    operation,
    connectionId ?? anyOperation(operation).policyConnection(frozen),
  );
  if (!isConsoleOperation(operation) || !(await isSetUpOpen(db))) return rule;
  return { ...rule, approvals: 0, coolOffMinutes: 0, setUp: true };
}

const USUAL_HOURS = 24;
const LONGEST_HOURS = 168;

/**
 * Hours that a change lives: as asked for, else a day for deciding and whatever its cool-off takes, within what the
 * policy allows.
 *
 * @throws Refusal when the policy leaves a change no such life, or none after its cool-off
 */
export function lifeOf(
  { expiresInHours: asked }: Pick<SubmitChangeRequest, 'expiresInHours'>,
  { maxExpiryHours, coolOffMinutes = 0 }: PolicySnapshot,
): number {
  const usual = USUAL_HOURS + Math.ceil(coolOffMinutes / 60);
  const expiresInHours =
    asked ?? Math.min(usual, maxExpiryHours ?? LONGEST_HOURS);
  if (maxExpiryHours !== undefined && expiresInHours > maxExpiryHours) {
    throw refuseField(
      '/expiresInHours',
      'too_big',
      `The policy lets this change live at most ${String(maxExpiryHours)} hours.`,
    );
  }
  if (coolOffMinutes >= expiresInHours * 60) {
    throw refuseField(
      '/expiresInHours',
      'too_small',
      `It would expire before its cool-off of ${String(coolOffMinutes)} minutes is over.`,
    );
  }
  return expiresInHours;
}

/** Asked once more in the transaction that stores the change. @throws Refusal `plan_changed` */
export async function refuseOverSetUp(
  db: Queryable,
  policy: PolicySnapshot,
): Promise<void> {
  if (policy.setUp !== true || (await isSetUpOpen(db))) return;
  throw new Refusal('plan_changed', {
    detail:
      'The set-up has ended meanwhile: somebody else can approve changes now.',
    nextStep: 'Submit it again, to be approved.',
  });
}
