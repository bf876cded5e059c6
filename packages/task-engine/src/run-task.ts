import { setTimeout as delay } from 'node:timers/promises';

import type { TaskProgram, StepDefinition, StepOutcome } from './program.ts';
import {
  CANCELLED,
  endMove,
  endOf,
  isEndingError,
  SUCCEEDED,
  successText,
} from './end-task.ts';
import { EXPLANATIONS } from './explanations.ts';
import { Interruption, Requeue } from './interruption.ts';
import type { Move } from './move.ts';
import { parkTask, requeueTask, waitPinned } from './requeue-task.ts';
import { runEffect } from './run-effect.ts';
import { runRepeatable } from './run-repeatable.ts';
import { beginStep, finishStep } from './step-moves.ts';
import { LeaseLost, OutcomeUnknown, TaskFailure } from './task-errors.ts';
import type { TaskRun } from './task-run.ts';
import { WithMove } from './with-move.ts';

/**
 * Runs a claimed task until it ends, waits, or is somebody else's. Never rejects: what it cannot write is left to the
 * lease, which expires, and to the next claim.
 */
export async function runTask(
  run: TaskRun,
  loadProgram: () => Promise<TaskProgram>,
): Promise<void> {
  const { log } = run.parts.settings;
  const { taskId, fence } = run.claim;
  try {
    try {
      await runSteps(run, await load(run, loadProgram));
    } catch (error) {
      await conclude(run, error);
    }
  } catch (error) {
    if (error instanceof LeaseLost) {
      log.warn(
        { taskId, fence },
        'The lease was lost; the task is left alone.',
      );
      return;
    }
    const reason = error instanceof Error ? error.message : 'unknown';
    log.error({ taskId, fence, reason }, 'The task is left to its next claim.');
  }
}

async function load(
  run: TaskRun,
  loadProgram: () => Promise<TaskProgram>,
): Promise<TaskProgram> {
  let program: TaskProgram;
  try {
    program = await loadProgram();
  } catch (error) {
    if (!isEndingError(error)) throw unforeseen(run, error);
    // What was sent is not undone by a reason not to send it.
    throw run.hasOpenIntent
      ? new OutcomeUnknown({ explanation: error.explanation })
      : error;
  }
  if (program.steps.filter(({ kind }) => kind === 'effect').length > 1) {
    throw unforeseen(run, new Error('A program has at most one effect step.'));
  }
  return program;
}

const LOAD_DELAYS_MS = [2_000, 5_000, 10_000];

function unforeseen(run: TaskRun, error: unknown): Error {
  const reason = error instanceof Error ? error.message : 'unknown';
  const { taskId } = run.claim;
  run.parts.settings.log.error({ taskId, reason }, 'A task has no program.');
  const afterMs = LOAD_DELAYS_MS[run.task.tries];
  if (afterMs !== undefined) {
    return new Requeue(afterMs, 'Keyward could not prepare this task.');
  }
  return run.mayHaveSent
    ? new OutcomeUnknown({ explanation: EXPLANATIONS.internalAfterSend })
    : new TaskFailure({ kind: 'internal', explanation: EXPLANATIONS.internal });
}

/** A step's end and the next one's beginning, or the task's end, are one transaction. */
async function runSteps(run: TaskRun, program: TaskProgram): Promise<void> {
  const { failpoint } = run.parts.settings;
  const steps = program.steps.filter(({ key }) => isStillToDo(run, key));
  let finished: Move[] = [];
  let last: StepOutcome | undefined;
  for (const step of steps) {
    await advance(run, finished, step);
    const [moves, outcome] = await runStep(run, step);
    finished = [...moves, finishStep(run, step, outcome)];
    last = outcome;
    if (step.kind === 'effect') {
      await commitResult(run, finished);
      await failpoint(`task.${step.key}.afterResult`);
      finished = [];
    }
  }
  const text = successText(last?.verification?.level);
  await failpoint('task.end.beforeEnd');
  await run.commit(...finished, endMove(run, SUCCEEDED, {}, text));
  await failpoint('task.end.afterEnd');
}

const RESULT_DELAYS_MS = [250, 1_000];

/** A moment without the database must not turn a known result into one that has to be looked for. */
async function commitResult(
  run: TaskRun,
  moves: readonly Move[],
): Promise<void> {
  for (const delayMs of RESULT_DELAYS_MS) {
    try {
      return await run.commit(...moves);
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      await delay(delayMs);
    }
  }
  await run.commit(...moves);
}

function isStillToDo(run: TaskRun, key: StepDefinition['key']): boolean {
  const state = run.stepRow(key)?.state;
  return state !== undefined && state !== 'done' && state !== 'skipped';
}

async function advance(
  run: TaskRun,
  finished: readonly Move[],
  next: StepDefinition,
): Promise<void> {
  const { failpoint } = run.parts.settings;
  const isCancelled = run.isCancelRequested && !run.mayHaveSent;
  if (run.interruption !== undefined || isCancelled) {
    if (finished.length > 0) await run.commit(...finished);
    run.throwIfStopping();
    throw new Interruption('cancel');
  }
  await run.commit(...finished, beginStep(run, next));
  await failpoint(`task.${next.key}.afterBegin`);
}

async function runStep(
  run: TaskRun,
  step: StepDefinition,
): Promise<[Move[], StepOutcome]> {
  for (;;) {
    try {
      if (step.kind === 'repeatable') {
        return [[], await runRepeatable(run, step)];
      }
      const { move, result } = await runEffect(run, step);
      return [[move], { result }];
    } catch (error) {
      const [moves, cause] = unpack(error);
      if (!(run.isPinned && cause instanceof Requeue)) throw error;
      await waitPinned(run, step, cause, moves);
      await run.commit(beginStep(run, step));
    }
  }
}

function unpack(error: unknown): [Move[], unknown] {
  return error instanceof WithMove ? [[error.move], error.error] : [[], error];
}

async function conclude(run: TaskRun, error: unknown): Promise<void> {
  const { failpoint } = run.parts.settings;
  const [moves, cause] = unpack(error);
  if (cause instanceof Requeue) {
    await failpoint('task.requeue.before');
    await requeueTask(run, cause, moves);
    await failpoint('task.requeue.after');
  } else if (isEndingError(cause)) {
    const { end, patch } = endOf(cause);
    await failpoint('task.end.beforeEnd');
    await run.commit(...moves, endMove(run, end, patch));
    await failpoint('task.end.afterEnd');
  } else if (cause instanceof Interruption && cause.why === 'cancel') {
    await failpoint('task.end.beforeEnd');
    await run.commit(...moves, endMove(run, CANCELLED));
    await failpoint('task.end.afterEnd');
  } else if (cause instanceof Interruption && cause.why === 'stop') {
    await parkTask(run, moves);
  } else {
    throw cause;
  }
}
