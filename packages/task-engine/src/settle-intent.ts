import { setTimeout as delay } from 'node:timers/promises';
import type { TaskIntentRow } from '@keyward/database';

import { EXPLANATIONS, explainUnknown } from './explanations.ts';
import { resolutionMove } from './intents.ts';
import { Requeue } from './interruption.ts';
import type { Move } from './move.ts';
import type { EffectFinding, EffectStep, StepContext } from './program.ts';
import { InterruptedWork, runInterruptibly } from './run-interruptibly.ts';
import { LeaseLost, OutcomeUnknown, type TaskFailure } from './task-errors.ts';
import type { TaskRun } from './task-run.ts';
import { WithMove } from './with-move.ts';

/** The change is at the target. `move` records that with the intent. */
export interface Applied {
  isApplied: true;
  result: unknown;
  move: Move;
}

/** The change is not at the target and may be sent once more. */
interface NotApplied {
  isApplied: false;
  move: Move;
}

export type Settled = Applied | NotApplied;

/** Waits between the looks at a target that cannot be read. */
const LOOK_DELAYS_MS = [2_000, 5_000, 10_000, 30_000];

/** Finds out what became of an open intent. `refusal` is what a vendor answered, when it answered. */
export async function settleIntent(
  run: TaskRun,
  step: EffectStep,
  intent: TaskIntentRow,
  refusal: TaskFailure | undefined,
): Promise<Settled> {
  const { attempt } = intent;
  const finding = await look(run, step, refusal);
  switch (finding.found) {
    case 'applied': {
      const { result } = finding;
      const move = resolutionMove(run, attempt, 'applied', result);
      return { isApplied: true, result, move };
    }
    case 'not_applied': {
      const move = resolutionMove(run, attempt, 'not_applied');
      if (refusal !== undefined) throw new WithMove(move, refusal);
      return { isApplied: false, move };
    }
    case 'unknown':
      throw new WithMove(
        resolutionMove(run, attempt, 'unknown'),
        unknownOutcome(finding, refusal),
      );
  }
}

async function look(
  run: TaskRun,
  step: EffectStep,
  refusal: TaskFailure | undefined,
): Promise<EffectFinding> {
  const { failpoint, log } = run.parts.settings;
  await failpoint(`task.${step.key}.beforeFind`);
  const rules = { isCancellable: false, stopAfterMs: 0 };
  try {
    const finding = await runInterruptibly(run, step, rules, (context) =>
      lookTwice(run, step, context),
    );
    await failpoint(`task.${step.key}.afterFind`);
    return finding;
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    if (error instanceof OutcomeUnknown) {
      return { found: 'unknown', why: error.explanation.sentence };
    }
    const isStop =
      error instanceof InterruptedWork && error.interruption.why === 'stop';
    if (isStop) throw error.interruption;
    const reason = error instanceof Error ? error.message : 'unknown';
    log.warn({ taskId: run.claim.taskId, reason }, 'The target was not read.');
    const afterMs = LOOK_DELAYS_MS[run.task.tries];
    const isOverdue = error instanceof InterruptedWork;
    if (afterMs === undefined || isOverdue) {
      return { found: 'unknown', why: EXPLANATIONS.cannotLook.sentence };
    }
    throw new Requeue(
      afterMs,
      refusal === undefined
        ? 'The target could not be read to see whether the change was made.'
        : refusal.explanation.sentence,
    );
  }
}

/** A call that is still on its way may land after the first look. */
async function lookTwice(
  run: TaskRun,
  step: EffectStep,
  context: StepContext,
): Promise<EffectFinding> {
  const first = await step.findEffect(context);
  if (first.found !== 'not_applied') return first;
  await delay(run.parts.settings.graceMs, undefined, {
    signal: context.signal,
  });
  return step.findEffect(context);
}

function unknownOutcome(
  { why, seen }: Extract<EffectFinding, { found: 'unknown' }>,
  refusal: TaskFailure | undefined,
): OutcomeUnknown {
  return new OutcomeUnknown({
    explanation: explainUnknown(why),
    ...(refusal?.upstream !== undefined && { upstream: refusal.upstream }),
    ...(seen !== undefined && { verification: seen }),
  });
}
