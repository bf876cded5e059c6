import type { TaskIntentRow } from '@keyward/database';

import { EXPLANATIONS } from './explanations.ts';
import { intentMove, resolutionMove } from './intents.ts';
import { Interruption, Requeue } from './interruption.ts';
import type { Move } from './move.ts';
import { refusalOf, rememberRefusal } from './refusal.ts';
import type { EffectProof, EffectStep } from './program.ts';
import { InterruptedWork, runInterruptibly } from './run-interruptibly.ts';
import { requeueOrGiveUp } from './run-repeatable.ts';
import { type Applied, settleIntent, type Settled } from './settle-intent.ts';
import { LeaseLost, TaskFailure, TaskRetry } from './task-errors.ts';
import type { TaskRun } from './task-run.ts';
import { WithMove } from './with-move.ts';

/** Sendings in all that may have reached the target. */
const SENDINGS_MAXIMUM = 2;
/** A stop lets a call that is on the wire come back, so that its outcome need not be looked for. */
const STOP_AFTER_MS = 5_000;

/**
 * Runs the effect step: intent committed, sent, result committed by the caller with the returned move. An intent left
 * open by an earlier claim is settled first by looking at the target.
 */
export async function runEffect(
  run: TaskRun,
  step: EffectStep,
): Promise<Applied> {
  let before: Move | undefined;
  let open = openIntent(run);
  if (open !== undefined && open.fence !== run.claim.fence) {
    const settled = await settleIntent(run, step, open, refusalOf(open));
    if (settled.isApplied) return settled;
    before = settled.move;
    open = undefined;
  }
  for (;;) {
    // An open intent of this very claim was committed with the task and not sent yet.
    const attempt = open?.attempt ?? (await commitIntent(run, step, before));
    open = undefined;
    const settled = await send(run, step, attempt);
    if (settled.isApplied) return settled;
    before = settled.move;
  }
}

function openIntent(run: TaskRun): TaskIntentRow | undefined {
  return run.intents.find(({ outcome }) => outcome === null);
}

async function commitIntent(
  run: TaskRun,
  step: EffectStep,
  before: Move | undefined,
): Promise<number> {
  const { failpoint } = run.parts.settings;
  await failpoint(`task.${step.key}.beforeIntent`);
  const moves = before === undefined ? [] : [before];
  const sendings = run.intents.filter(
    ({ outcome }) => outcome !== 'not_sent',
  ).length;
  if (sendings >= SENDINGS_MAXIMUM) {
    const error = new TaskFailure({
      kind: 'upstream_failed',
      explanation: EXPLANATIONS.notApplied,
    });
    throw before === undefined ? error : new WithMove(before, error);
  }
  const attempt = run.intents.length + 1;
  await run.commit(
    ...moves,
    refuseWhenCancelled(run),
    intentMove(run, attempt),
    countAttempt(run, step, attempt),
  );
  await failpoint(`task.${step.key}.afterIntent`);
  return attempt;
}

/** The row is locked here, so a request to cancel comes either before the intent or finds it. */
function refuseWhenCancelled(run: TaskRun): Move {
  return {
    write: (_journal, task) => {
      if (task.cancel_requested_at !== null) {
        run.isCancelRequested = true;
        throw new Interruption('cancel');
      }
      run.throwIfStopping();
      return Promise.resolve();
    },
  };
}

function countAttempt(run: TaskRun, step: EffectStep, attempt: number): Move {
  return {
    lines: [
      {
        what: 'step',
        step: { key: step.key, state: 'running' },
        text:
          attempt === 1
            ? 'Sending the change to the target.'
            : `Sending the change to the target, attempt ${attempt}.`,
      },
    ],
    write: async (journal) => {
      await journal.tx
        .updateTable('task_step')
        .set({ attempts: attempt })
        .where('task_id', '=', run.claim.taskId)
        .where('key', '=', step.key)
        .execute();
    },
    committed: () => run.rememberStep(step.key, { attempts: attempt }),
  };
}

async function send(
  run: TaskRun,
  step: EffectStep,
  attempt: number,
): Promise<Settled> {
  const { failpoint } = run.parts.settings;
  const rules = { isCancellable: false, stopAfterMs: STOP_AFTER_MS };
  let result: unknown;
  try {
    result = await runInterruptibly(run, step, rules, async (context) => {
      await context.guard();
      await failpoint(`task.${step.key}.beforeSend`);
      return step.send(context);
    });
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    return afterError(run, step, attempt, error);
  }
  await failpoint(`task.${step.key}.afterSend`);
  return {
    isApplied: true,
    result,
    move: resolutionMove(run, attempt, 'applied', result),
  };
}

async function afterError(
  run: TaskRun,
  step: EffectStep,
  attempt: number,
  caught: unknown,
): Promise<Settled> {
  const { failpoint, log } = run.parts.settings;
  await failpoint(`task.${step.key}.afterError`);
  const error = caught instanceof InterruptedWork ? caught.thrown : caught;
  const reason = error instanceof Error ? error.message : 'unknown';
  const proof = proofOf(step, error);
  log.warn(
    { taskId: run.claim.taskId, attempt, proof, reason },
    'Sending the change failed.',
  );
  if (proof === 'nothing_happened') {
    throw new WithMove(
      resolutionMove(run, attempt, 'refused'),
      error instanceof TaskFailure
        ? error
        : new TaskFailure({
            kind: 'refused',
            explanation: EXPLANATIONS.refused,
          }),
    );
  }
  const isStopping =
    caught instanceof InterruptedWork && caught.interruption.why === 'stop';
  if (proof === 'retry_not_sent') {
    throw new WithMove(
      resolutionMove(run, attempt, 'not_sent'),
      isStopping ? caught.interruption : afterNotSent(run, error),
    );
  }
  // The next claim finds the intent open and looks at the target.
  if (isStopping) throw caught.interruption;
  const refusal = error instanceof TaskFailure ? error : undefined;
  if (refusal !== undefined) {
    await rememberRefusal(run, attempt, refusal);
    await failpoint(`task.${step.key}.afterRefusal`);
  }
  const intent = run.intents.find((each) => each.attempt === attempt);
  if (intent === undefined) throw error;
  return settleIntent(run, step, intent, refusal);
}

function proofOf(step: EffectStep, error: unknown): EffectProof {
  if (error instanceof Interruption) return 'unproven';
  try {
    return step.proof(error);
  } catch {
    return 'unproven';
  }
}

function afterNotSent(run: TaskRun, error: unknown): Error {
  if (error instanceof TaskRetry) return requeueOrGiveUp(run, error);
  const delays = run.parts.settings.notSentDelaysMs;
  const before = run.intents.filter(({ outcome }) => outcome === 'not_sent');
  const afterMs = delays[before.length];
  if (afterMs !== undefined) {
    return new Requeue(afterMs, 'The target could not be reached.');
  }
  return error instanceof TaskFailure
    ? error
    : new TaskFailure({
        kind: 'unreachable',
        explanation: EXPLANATIONS.unreachable,
      });
}
