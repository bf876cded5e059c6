import {
  isConsoleOperation,
  type OperationId,
  type StepKey,
} from '@keyward/contract';

import type { TaskRecord } from './task-record.ts';

const RUNNING: Record<StepKey, string> = {
  check: 'Checking that nothing has moved.',
  apply: 'Sending the change to the target.',
  await_upstream: 'The target is working on it.',
  verify: 'Reading the result back.',
};

function running(step: StepKey, operation: OperationId): string {
  return step === 'apply' && isConsoleOperation(operation)
    ? 'Storing the change.'
    : RUNNING[step];
}

const WAITING = 'Waiting to try again.';

/** One plain sentence: where a task stands, for people who know neither vendor nor product. */
export function taskStanding(task: TaskRecord): string {
  switch (task.state) {
    case 'queued':
      return task.row.due_at === null ? 'Waiting to start.' : WAITING;
    case 'running':
      if (task.row.due_at !== null) return WAITING;
      return task.currentStep === null
        ? 'Starting.'
        : running(task.currentStep, task.operation);
    case 'succeeded':
      return SUCCEEDED[task.verification?.level ?? 'none'];
    case 'failed':
      return task.explanation?.sentence ?? 'It failed.';
    case 'cancelled':
      return task.explanation?.sentence ?? 'It was cancelled.';
    case 'outcome_unknown':
      return (
        task.explanation?.sentence ??
        'It may or may not have taken effect; a person has to look.'
      );
  }
}

const SUCCEEDED = {
  full: 'Done, and proved by reading it back.',
  partial: 'Done. What can be read back was proved.',
  none: 'Done. Nothing of it can be read back.',
} as const;
