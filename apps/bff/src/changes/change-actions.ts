import type { ChangeDetail } from '@keyward/contract';

import type { Caller } from '../people/caller.ts';
import type { ChangeRecord } from './change-record.ts';
import { mayWithdraw } from './may-withdraw.ts';
import { isSecretAwaited, whyNotAwaited } from './secret-wait.ts';

export const OWN_CHANGE = 'You submitted this change; another person decides.';
export const DECIDED_ALREADY =
  'You have decided already; another person is needed.';

type Actions = ChangeDetail['actions'];
type Answer = Actions[keyof Actions];

const YES: Answer = { allowed: true, reason: null };

function no(reason: string): Answer {
  return { allowed: false, reason };
}

/** What this person may do with this change now, and why not. The use cases decide again. */
export function changeActions(
  change: ChangeRecord,
  caller: Caller,
  deciderIds: readonly string[],
  /** What else keeps this person from deciding, in words. */
  obstacle: string | null,
): Actions {
  const isPending = change.state === 'pending';
  const decide = decideAnswer(change, caller, deciderIds, obstacle);
  return {
    approve: decide,
    reject: decide,
    withdraw: withdrawAnswer(change, caller),
    recheck: isPending ? YES : no('Only a pending change is looked at again.'),
    supply: supplyAnswer(change, caller),
    copy: caller.permissions.includes('changes:submit')
      ? YES
      : no('Your role does not submit changes.'),
  };
}

function decideAnswer(
  change: ChangeRecord,
  caller: Caller,
  deciderIds: readonly string[],
  obstacle: string | null,
): Answer {
  if (change.requesterId === caller.person.id) {
    return no(OWN_CHANGE);
  }
  if (obstacle !== null) return no(obstacle);
  if (change.state !== 'pending') return no('It is decided or closed.');
  if (deciderIds.includes(caller.person.id)) {
    return no(DECIDED_ALREADY);
  }
  return YES;
}

function supplyAnswer(change: ChangeRecord, caller: Caller): Answer {
  if (!caller.permissions.includes('secrets:supply')) {
    return no('Your role supplies no secrets.');
  }
  if (change.requesterId !== caller.person.id) {
    return no('Only the person who submitted it supplies its key.');
  }
  return isSecretAwaited(change) ? YES : no(whyNotAwaited(change));
}

function withdrawAnswer(change: ChangeRecord, caller: Caller): Answer {
  if (!caller.permissions.includes('changes:submit')) {
    return no('Your role does not withdraw changes.');
  }
  const isOpen =
    change.state === 'pending' ||
    (change.state === 'approved' && change.waitingFor !== null);
  if (!isOpen) {
    return no(
      change.state === 'approved' || change.state === 'running'
        ? 'Its task has started; cancel the task instead.'
        : 'It is closed.',
    );
  }
  return mayWithdraw(change, caller)
    ? YES
    : no('Only its requester can withdraw it before it is approved.');
}
