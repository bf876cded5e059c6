import { type ChangeState } from '@keyward/contract';

import type { ChangeRecord } from './change-record.ts';

const STANDINGS: Record<
  Exclude<ChangeState, 'pending' | 'approved'>,
  string
> = {
  running: 'Approved, and being carried out now.',
  succeeded: 'Done, and read back from the target.',
  failed: 'Its task failed; the task says why and what to do.',
  cancelled: 'Its task was cancelled.',
  outcome_unknown:
    'It may or may not have taken effect; a security admin has to look at the target.',
  rejected: 'Rejected. Nothing was sent to the target.',
  withdrawn: 'Withdrawn by its requester. Nothing was sent to the target.',
  expired: 'Nobody decided in time. Nothing was sent to the target.',
  stale:
    'The target moved after this was planned. Nothing was sent to the target.',
};

/** One plain sentence: where a change stands and whose turn it is. */
export function changeStanding(
  change: Pick<ChangeRecord, 'state' | 'waitingFor' | 'policy'>,
  approvals: number,
): string {
  if (change.state === 'approved') {
    if (change.waitingFor === 'secret') {
      return 'Approved; waits for its secret.';
    }
    if (change.waitingFor === 'cool_off') {
      return 'Approved; waits for its cool-off time.';
    }
    return 'Approved; its task is about to start.';
  }
  if (change.state !== 'pending') return STANDINGS[change.state];
  const need = change.policy.approvals;
  if (need - approvals > 1 || approvals > 0) {
    return `${String(approvals)} of ${String(need)} approvals given; waits for another person.`;
  }
  return 'Waits for another person to approve or reject it.';
}
