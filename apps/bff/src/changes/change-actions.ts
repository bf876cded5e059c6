import type { ChangeDetail } from '@keyward/contract';

import type { Caller } from '../people/caller.ts';
import type { ChangeRecord } from './change-record.ts';
import { mayDecide } from './may-decide.ts';

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
): Actions {
  const isPending = change.state === 'pending';
  const decide = decideAnswer(change, caller, deciderIds);
  return {
    approve: decide,
    reject: decide,
    withdraw: withdrawAnswer(change, caller),
    recheck: isPending ? YES : no('Only a pending change is looked at again.'),
    copy: caller.permissions.includes('changes:submit')
      ? YES
      : no('Your role does not submit changes.'),
  };
}

function decideAnswer(
  change: ChangeRecord,
  caller: Caller,
  deciderIds: readonly string[],
): Answer {
  if (change.requesterId === caller.person.id) {
    return no('You submitted this change; another person decides.');
  }
  if (!mayDecide(change, caller)) return no('Your role does not decide on it.');
  if (change.state !== 'pending') return no('It is decided or closed.');
  if (deciderIds.includes(caller.person.id)) {
    return no('You have decided already; another person is needed.');
  }
  return YES;
}

function withdrawAnswer(change: ChangeRecord, caller: Caller): Answer {
  if (change.requesterId !== caller.person.id) {
    return no('Only its requester can withdraw it.');
  }
  return change.state === 'pending'
    ? YES
    : no('Only a pending change can be withdrawn.');
}
