import { verification } from '@keyward/contract';

import { isEndingError } from './end-task.ts';
import { EXPLANATIONS, explainContradiction } from './explanations.ts';
import type { RepeatableStep, StepOutcome } from './program.ts';
import { InterruptedWork, runInterruptibly } from './run-interruptibly.ts';
import { LeaseLost, OutcomeUnknown, TaskFailure } from './task-errors.ts';
import { Requeue } from './interruption.ts';
import { TaskRetry } from './task-errors.ts';
import type { TaskRun } from './task-run.ts';

/** Waits between the tries of a step that failed for a reason the program has no word for. */
const UNFORESEEN_DELAYS_MS = [2_000, 5_000, 10_000];

/** Runs a step that may run again. Throws what ends, interrupts or delays the task. */
export async function runRepeatable(
  run: TaskRun,
  step: RepeatableStep,
): Promise<StepOutcome> {
  const { failpoint } = run.parts.settings;
  await failpoint(`task.${step.key}.beforeRun`);
  const rules = { isCancellable: !run.mayHaveSent, stopAfterMs: 0 };
  let outcome: StepOutcome;
  try {
    outcome = await runInterruptibly(run, step, rules, (context) =>
      step.run(context),
    );
  } catch (error) {
    throw whatNext(run, step, error);
  }
  await failpoint(`task.${step.key}.afterRun`);
  const contradiction = outcome.verification?.contradiction;
  if (contradiction !== undefined) {
    throw new TaskFailure({
      kind: 'verify',
      explanation: explainContradiction(contradiction),
      verification: verification.parse(outcome.verification),
    });
  }
  return outcome;
}

function whatNext(run: TaskRun, step: RepeatableStep, error: unknown): unknown {
  if (error instanceof LeaseLost || isEndingError(error)) return error;
  if (error instanceof InterruptedWork) return afterInterruption(run, error);
  if (error instanceof TaskRetry) return requeueOrGiveUp(run, error);
  const reason = error instanceof Error ? error.message : 'unknown';
  const taskId = run.claim.taskId;
  run.parts.settings.log.error(
    { taskId, step: step.key, reason },
    'A step failed for an unforeseen reason.',
  );
  const afterMs = UNFORESEEN_DELAYS_MS[run.task.tries];
  if (afterMs !== undefined) {
    return new Requeue(afterMs, 'Something unforeseen went wrong.');
  }
  return run.mayHaveSent
    ? new OutcomeUnknown({ explanation: EXPLANATIONS.internalAfterSend })
    : new TaskFailure({ kind: 'internal', explanation: EXPLANATIONS.internal });
}

/** `tries` counts the delays of this step so far, so this was try number `tries + 1`. */
export function requeueOrGiveUp(run: TaskRun, error: TaskRetry): Error {
  const tried = run.task.tries + 1;
  return tried >= error.giveUp.afterTries
    ? error.giveUp.failure
    : new Requeue(error.afterMs, error.explanation.sentence);
}

/** At its deadline a step may still have its own word about the end; a stop or cancel is no finding of the step's. */
function afterInterruption(run: TaskRun, interrupted: InterruptedWork): Error {
  const { interruption, thrown } = interrupted;
  if (interruption.why !== 'deadline') return interruption;
  if (isEndingError(thrown)) return thrown;
  return run.mayHaveSent
    ? new OutcomeUnknown({ explanation: EXPLANATIONS.deadlineAfterSend })
    : new TaskFailure({
        kind: 'unreachable',
        explanation: EXPLANATIONS.deadline,
      });
}
