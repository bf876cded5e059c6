import type { Verification } from '@keyward/contract';
import { type Journal, jsonb, type TaskRow } from '@keyward/database';
import { sql } from 'kysely';

import type { TaskEnd } from './engine-contract.ts';
import type { Move } from './move.ts';
import type { TaskPatch } from './move-task.ts';
import type { TaskLine } from './task-lines.ts';
import { EXPLANATIONS } from './explanations.ts';
import { OutcomeUnknown, TaskCancelled, TaskFailure } from './task-errors.ts';
import type { TaskRun } from './task-run.ts';

/** An error that is the end of a task, and what it says about it. */
export type EndingError = TaskFailure | OutcomeUnknown | TaskCancelled;

export function isEndingError(error: unknown): error is EndingError {
  return (
    error instanceof TaskFailure ||
    error instanceof OutcomeUnknown ||
    error instanceof TaskCancelled
  );
}

/** The move that ends a running task, whatever the reason. */
export function endMove(
  run: TaskRun,
  end: TaskEnd,
  patch: TaskPatch = {},
  doneText = '',
): Move {
  run.parts.progressBatch.drop(run.claim.taskId);
  const current = run.currentStep;
  const endsStep = end.state === 'failed' || end.state === 'outcome_unknown';
  // Between two steps the current one is done already.
  const isOpen =
    current !== undefined && run.stepRow(current)?.state !== 'done';
  const stepLine: TaskLine[] =
    isOpen && endsStep
      ? [
          {
            what: 'step',
            step: { key: current, state: 'failed' },
            state: 'running',
            text: end.explanation?.sentence ?? '',
          },
        ]
      : [];
  return {
    patch: { ...patch, ...endPatch(end) },
    lines: [
      ...stepLine,
      { what: 'state', text: end.explanation?.sentence ?? doneText },
    ],
    write: async (journal, task) => {
      await closeSteps(journal, task, end);
      await run.parts.settings.hooks.onEnded(journal, task, end);
    },
  };
}

/** The end that an ending error stands for, with what else it says about the task. */
export function endOf(error: EndingError): { end: TaskEnd; patch: TaskPatch } {
  const { explanation } = error;
  if (error instanceof TaskCancelled) {
    return {
      end: { state: 'cancelled', failureKind: null, explanation },
      patch: {},
    };
  }
  const patch: TaskPatch = {
    ...(error.upstream && { upstream: jsonb(error.upstream) }),
    ...(error.verification && { verification: jsonb(error.verification) }),
  };
  if (error instanceof OutcomeUnknown) {
    return {
      end: { state: 'outcome_unknown', failureKind: null, explanation },
      patch,
    };
  }
  return {
    end: {
      state: 'failed',
      failureKind: error.kind,
      explanation,
      ...(error.moved !== undefined && { moved: error.moved }),
    },
    patch,
  };
}

export const CANCELLED: TaskEnd = {
  state: 'cancelled',
  failureKind: null,
  explanation: EXPLANATIONS.cancelled,
};

/** `outcome_unknown` has no end time: a person still has to say how it ended. */
export function endPatch(end: TaskEnd): TaskPatch {
  const isTerminal = end.state !== 'outcome_unknown';
  return {
    state: end.state,
    failure_kind: end.failureKind,
    explanation: end.explanation === null ? null : jsonb(end.explanation),
    lease_owner: null,
    lease_until: null,
    due_at: null,
    ended_at: isTerminal ? sql<Date>`clock_timestamp()` : null,
  };
}

/** What ran has failed or was left; what never ran is skipped, unless a person may still have it verified. */
export async function closeSteps(
  journal: Journal,
  task: Pick<TaskRow, 'id' | 'current_step'>,
  end: TaskEnd,
): Promise<void> {
  const endsStep = end.state === 'failed' || end.state === 'outcome_unknown';
  await journal.tx
    .updateTable('task_step')
    .set({
      state: endsStep ? 'failed' : 'skipped',
      note: end.explanation?.sentence ?? null,
      ended_at: sql<Date>`clock_timestamp()`,
    })
    .where('task_id', '=', task.id)
    .where('key', '=', task.current_step ?? '')
    .where('state', 'in', ['running', 'waiting'])
    .execute();
  if (end.state === 'outcome_unknown') return;
  await journal.tx
    .updateTable('task_step')
    .set({ state: 'skipped' })
    .where('task_id', '=', task.id)
    .where('state', '=', 'waiting')
    .execute();
}

export const SUCCEEDED: TaskEnd = {
  state: 'succeeded',
  failureKind: null,
  explanation: null,
};

/** The last line of a task that succeeded says how far that was proved. */
export function successText(level: Verification['level'] | undefined): string {
  switch (level) {
    case 'full':
      return 'Done, and proved by reading it back.';
    case 'partial':
      return 'Done. What can be read back was proved.';
    case 'none':
    case undefined:
      return 'Done. Nothing of it can be read back.';
  }
}
