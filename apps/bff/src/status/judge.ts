import type {
  ChangeState,
  ConnectionHealth,
  FailureKind,
  NextActor,
  StatusLight,
  TellCaller,
  waitingFor,
} from '@keyward/contract';
import type { z } from 'zod';

/** What somebody on the telephone wants to know of one matter. */
export interface Judgement {
  light: StatusLight;
  nextActor: NextActor;
  tellCaller: TellCaller;
}

/** Who can do something about a failed task: whoever asked plans anew, whoever runs the console looks. */
const AFTER_FAILURE: Record<FailureKind, NextActor> = {
  refused: 'requester',
  unreachable: 'security_admin',
  verify: 'security_admin',
  stale: 'requester',
  upstream_failed: 'security_admin',
  protocol: 'security_admin',
  integrity: 'security_admin',
  secret_lost: 'requester',
  reconciled: 'requester',
  internal: 'security_admin',
};

const CLOSED = { light: 'grey', nextActor: 'nobody' } as const;

/** Where a change stands, as a caller is told. */
export function judgeChange(change: {
  state: ChangeState;
  waitingFor: z.infer<typeof waitingFor> | null;
  failureKind: FailureKind | null;
  triesAgain: boolean;
}): Judgement {
  switch (change.state) {
    case 'pending':
      return {
        light: 'amber',
        nextActor: 'approver',
        tellCaller: 'waiting_for_approval',
      };
    case 'approved':
      return change.waitingFor === 'secret'
        ? {
            light: 'amber',
            nextActor: 'requester',
            tellCaller: 'waiting_for_requester',
          }
        : {
            light: 'green',
            nextActor: 'nobody',
            tellCaller: 'waiting_for_start',
          };
    case 'running':
      return change.triesAgain
        ? {
            light: 'amber',
            nextActor: 'target',
            tellCaller: 'waiting_to_try_again',
          }
        : { light: 'green', nextActor: 'target', tellCaller: 'in_progress' };
    case 'succeeded':
      return { light: 'green', nextActor: 'nobody', tellCaller: 'done' };
    case 'failed':
      return {
        light: 'red',
        nextActor: AFTER_FAILURE[change.failureKind ?? 'internal'],
        tellCaller: 'failed_team_informed',
      };
    case 'outcome_unknown':
      return {
        light: 'red',
        nextActor: 'security_admin',
        tellCaller: 'unknown_outcome_team_checking',
      };
    case 'rejected':
    case 'withdrawn':
      return { ...CLOSED, tellCaller: 'withdrawn_or_rejected' };
    case 'expired':
      return { ...CLOSED, nextActor: 'requester', tellCaller: 'expired' };
    case 'stale':
      return { ...CLOSED, nextActor: 'requester', tellCaller: 'overtaken' };
    case 'cancelled':
      return { ...CLOSED, tellCaller: 'cancelled' };
  }
}

/** How a connection is, as a caller is told. */
export const CONNECTION_JUDGEMENTS: Record<ConnectionHealth, Judgement> = {
  reachable: {
    light: 'green',
    nextActor: 'nobody',
    tellCaller: 'nothing_to_do',
  },
  unknown: {
    light: 'grey',
    nextActor: 'nobody',
    tellCaller: 'connection_not_checked',
  },
  unreachable: {
    light: 'red',
    nextActor: 'security_admin',
    tellCaller: 'connection_unreachable',
  },
  refused: {
    light: 'red',
    nextActor: 'security_admin',
    tellCaller: 'connection_refuses_account',
  },
  quarantined: {
    light: 'red',
    nextActor: 'security_admin',
    tellCaller: 'connection_quarantined',
  },
};

const URGENCY: Record<StatusLight, number> = {
  red: 0,
  amber: 1,
  green: 2,
  grey: 3,
};

/** The one that matters most; the first among equals. */
export function mostUrgent<J extends Judgement>(
  judgements: readonly J[],
): J | undefined {
  return judgements.toSorted((a, b) => URGENCY[a.light] - URGENCY[b.light])[0];
}
