import type {
  NextActor,
  StatusConnection,
  StatusMatter,
  StepKey,
  TellCaller,
} from '@keyward/contract';
import { say, sayList } from '@keyward/messages';

import { ROLE_NAMES } from '../../wording/states.ts';

/** What to tell a caller, to be read out as it stands. */
export const TELL_CALLER = {
  nothing_to_do: say('status.tell-nothing-to-do'),
  waiting_for_approval: say('status.tell-waiting-for-approval'),
  waiting_for_requester: say('status.tell-waiting-for-requester'),
  waiting_for_start: say('status.tell-waiting-for-start'),
  in_progress: say('status.tell-in-progress'),
  waiting_to_try_again: say('status.tell-waiting-to-try-again'),
  done: say('status.tell-done'),
  failed_team_informed: say('status.tell-failed'),
  unknown_outcome_team_checking: say('status.tell-unknown-outcome'),
  withdrawn_or_rejected: say('status.tell-withdrawn-or-rejected'),
  expired: say('status.tell-expired'),
  overtaken: say('status.tell-overtaken'),
  cancelled: say('status.tell-cancelled'),
  connection_unreachable: say('status.tell-unreachable'),
  connection_refuses_account: say('status.tell-refuses-account'),
  connection_quarantined: say('status.tell-quarantined'),
  connection_not_checked: say('status.tell-not-checked'),
} as const satisfies Record<TellCaller, string>;

const STEPS = {
  check: say('status.step-check'),
  apply: say('status.step-apply'),
  await_upstream: say('status.step-await-upstream'),
  verify: say('status.step-verify'),
} as const satisfies Record<StepKey, string>;

/** Stands for a time that nobody knows; the message then leaves its words out. */
const UNKNOWN = 'none';

function runningSentence({ task, since }: StatusMatter): string {
  if (task === null || task.state === 'queued') {
    return say('status.queued', { since: since ?? UNKNOWN });
  }
  return [
    task.step === null
      ? say('status.running', { since: since ?? UNKNOWN })
      : say('status.running-step', {
          since: since ?? UNKNOWN,
          step: STEPS[task.step],
          stepSince: task.stepSince ?? UNKNOWN,
        }),
    ...(task.triesAgainAt === null
      ? []
      : [say('status.tries-again', { at: task.triesAgainAt })]),
    ...(task.expectedSeconds === null
      ? []
      : [
          say('status.usually-takes', {
            minutes: Math.max(1, Math.round(task.expectedSeconds / 60)),
          }),
        ]),
  ].join(' ');
}

function approvedSentence(matter: StatusMatter): string {
  const times = {
    since: matter.since ?? UNKNOWN,
    end: matter.expiresAt ?? UNKNOWN,
  };
  if (matter.waitingFor === 'secret') {
    return say('status.waits-for-key', {
      requester: matter.requester,
      ...times,
    });
  }
  return matter.waitingFor === 'cool_off' && matter.startsAt !== null
    ? say('status.starts-at', { at: matter.startsAt })
    : say('status.starts-soon');
}

/** Where a change stands, in words that can be read out. Times in it are RFC 3339 until they are drawn. */
export function matterSentence(matter: StatusMatter): string {
  const since = matter.since ?? UNKNOWN;
  const { have, need } = matter.approvals;
  switch (matter.state) {
    case 'pending':
      return say('status.waits-for-approvers', {
        missing: Math.max(0, need - have),
        need,
        since,
        end: matter.expiresAt ?? UNKNOWN,
      });
    case 'approved':
      return approvedSentence(matter);
    case 'running':
      return runningSentence(matter);
    case 'succeeded':
      return say('status.succeeded', { since });
    case 'failed':
      return [
        say('status.failed', { since }),
        ...(matter.failure === null ? [] : [matter.failure.sentence]),
      ].join(' ');
    case 'outcome_unknown':
      return say('status.outcome-unknown', { since });
    case 'cancelled':
      return say('status.cancelled', { since });
    case 'rejected':
      return say('status.rejected', { since });
    case 'withdrawn':
      return say('status.withdrawn', { since, requester: matter.requester });
    case 'expired':
      return say('status.expired', { since });
    case 'stale':
      return say('status.stale', { since });
  }
}

/** Who has to do something next. */
export function nextSentence(
  actor: NextActor,
  matter: Pick<StatusMatter, 'requester' | 'connection' | 'approvals'> | null,
): string {
  switch (actor) {
    case 'approver':
      return matter === null
        ? say('status.next-an-approver')
        : say('status.next-approver', {
            roles: sayList(
              matter.approvals.roles.map((each) => ROLE_NAMES[each]),
            ),
          });
    case 'requester':
      return matter === null
        ? say('status.next-the-requester')
        : say('status.next-requester', { requester: matter.requester });
    case 'security_admin':
      return say('status.next-security-admin');
    case 'target':
      return matter?.connection === null || matter === null
        ? say('status.next-the-target')
        : say('status.next-target', { connection: matter.connection.name });
    case 'nobody':
      return say('status.next-nobody');
  }
}

/** How a connection is, in words that can be read out. */
export function connectionSentence({
  name,
  health,
  since,
  checkedAt,
  lastSeenAt,
}: StatusConnection): string {
  const times = {
    name,
    since: since ?? UNKNOWN,
    checked: checkedAt ?? UNKNOWN,
  };
  switch (health) {
    case 'reachable':
      return say('status.connection-reachable', times);
    case 'unreachable':
      return say('status.connection-unreachable', {
        ...times,
        seen: lastSeenAt ?? UNKNOWN,
      });
    case 'refused':
      return say('status.connection-refused', times);
    case 'quarantined':
      return say('status.connection-quarantined', times);
    case 'unknown':
      return say('status.connection-unknown', { name });
  }
}
