import { type ChangeState, isConsoleOperation } from '@keyward/contract';

import { shortTime } from '../wording/short-time.ts';
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
  withdrawn: 'Withdrawn. Nothing was sent to the target.',
  expired: 'Its time ran out. Nothing was sent to the target.',
  stale:
    'What it was approved on no longer holds: the target moved, or an approval was lost. Nothing was sent to the target.',
};

const ON_CONSOLE: typeof STANDINGS = {
  ...STANDINGS,
  succeeded: 'Done, and read back.',
  outcome_unknown:
    'It may or may not have taken effect; a security admin has to look.',
  rejected: 'Rejected. Nothing was changed.',
  withdrawn: 'Withdrawn. Nothing was changed.',
  expired: 'Its time ran out. Nothing was changed.',
  stale:
    'What this was planned on has changed since. Nothing was changed by it.',
};

/** One plain sentence: where a change stands and whose turn it is. `requester` is the name to call them by. */
export function changeStanding(
  change: Pick<
    ChangeRecord,
    'state' | 'waitingFor' | 'policy' | 'operation' | 'row'
  >,
  approvals: number,
  requester = 'its requester',
): string {
  const { state, waitingFor, row } = change;
  if (state === 'approved') {
    if (waitingFor === 'secret') {
      return `Approved; waits for ${requester} to supply the private key by ${shortTime(row.expires_at)}.`;
    }
    if (waitingFor === 'cool_off') {
      return `Approved; starts at ${claimTime(row.claimable_at)} unless a security admin withdraws it.`;
    }
    return change.policy.setUp === true
      ? 'Decided by nobody else while the console is being set up; its task is about to start.'
      : 'Approved; its task is about to start.';
  }
  if (state !== 'pending') {
    return (isConsoleOperation(change.operation) ? ON_CONSOLE : STANDINGS)[
      state
    ];
  }
  const by = `by ${shortTime(row.decide_by)}`;
  const need = change.policy.approvals;
  if (need - approvals > 1 || approvals > 0) {
    return `${String(approvals)} of ${String(need)} approvals given; waits for another person ${by}.`;
  }
  return `Waits for another person to approve or reject it ${by}.`;
}

function claimTime(time: Date | null): string {
  return time === null ? 'a time that is not set' : shortTime(time);
}
