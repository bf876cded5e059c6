import type { TaskDetail } from '@keyward/contract';

import type { Caller } from '../people/caller.ts';
import type { TaskRecord } from './task-record.ts';

type Actions = TaskDetail['actions'];
type Answer = Actions[keyof Actions];

const YES: Answer = { allowed: true, reason: null };

function no(reason: string): Answer {
  return { allowed: false, reason };
}

/**
 * What this person may do with this task now, and why not. The engine decides again.
 *
 * @param isKeyLate its private key came late, so that only the process which was given it can try again
 */
export function taskActions(
  task: TaskRecord,
  caller: Caller,
  isKeyLate: boolean,
): Actions {
  if (!caller.permissions.includes('tasks:control')) {
    const reason = no('Your role does not control tasks.');
    return { cancel: reason, retry: reason, reconcile: reason };
  }
  const isOpen = task.state === 'queued' || task.state === 'running';
  return {
    cancel: cancelAnswer(task, isOpen),
    retry: retryAnswer(task, isOpen, isKeyLate),
    reconcile:
      task.state === 'outcome_unknown'
        ? YES
        : no('Its outcome is not in doubt.'),
  };
}

function retryAnswer(
  task: TaskRecord,
  isOpen: boolean,
  isKeyLate: boolean,
): Answer {
  if (!isOpen || task.row.due_at === null) {
    return no('Nothing waits to be tried again.');
  }
  return isKeyLate ? no(NOT_WITHOUT_KEY) : YES;
}

export const NOT_WITHOUT_KEY =
  'Its private key was supplied late and is not kept; without it nothing can be tried again.';

function cancelAnswer(task: TaskRecord, isOpen: boolean): Answer {
  if (!isOpen) return no('It has ended.');
  if (task.row.cancel_requested_at !== null) {
    return no('Cancelling was asked for already.');
  }
  return task.currentStep === 'verify'
    ? no('The change is at the target; it is only being read back.')
    : YES;
}
