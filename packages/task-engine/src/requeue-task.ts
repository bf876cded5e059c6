import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';

import { databaseTimeIn } from './database-clock.ts';
import { Interruption, type Requeue } from './interruption.ts';
import type { Move } from './move.ts';
import type { StepDefinition } from './program.ts';
import { suspendStep } from './step-moves.ts';
import type { TaskRun } from './task-run.ts';

/** Gives the task back until its next try is due; any replica may take it then. */
export async function requeueTask(
  run: TaskRun,
  requeue: Requeue,
  before: readonly Move[],
): Promise<void> {
  const { afterMs } = requeue;
  const { wakeQueue } = run.parts;
  await run.commit(...before, suspendCurrentStep(run, delayText(requeue)), {
    patch: {
      lease_owner: null,
      lease_until: null,
      due_at: databaseTimeIn(afterMs),
      tries: run.task.tries + 1,
    },
    write: (journal, task) => wakeQueue.wake(journal, task.id, afterMs),
  });
}

/** Waits for the next try here, lease held, because no other process could make it. */
export async function waitPinned(
  run: TaskRun,
  step: StepDefinition,
  requeue: Requeue,
  before: readonly Move[],
): Promise<void> {
  await run.commit(...before, suspendStep(run, step.key, delayText(requeue)), {
    patch: { tries: run.task.tries + 1 },
  });
  const cut = new AbortController();
  const forget = run.onInterruption((why) => {
    if (why !== 'cancel' || !run.mayHaveSent) cut.abort();
  });
  try {
    await delay(requeue.afterMs, undefined, { signal: cut.signal });
  } catch {
    run.throwIfStopping();
    throw new Interruption('cancel');
  } finally {
    forget();
  }
}

/** Gives the task back at once, because this process stops; another one goes on. */
export async function parkTask(
  run: TaskRun,
  before: readonly Move[],
): Promise<void> {
  const { wakeQueue } = run.parts;
  await run.commit(
    ...before,
    suspendCurrentStep(
      run,
      run.isPinned
        ? 'Keyward restarts here, and what only this process held goes with it.'
        : 'Paused while Keyward restarts. It goes on by itself.',
    ),
    {
      patch: {
        lease_owner: null,
        lease_until: null,
        due_at: sql<Date>`clock_timestamp()`,
      },
      write: (journal, task) => wakeQueue.wake(journal, task.id),
    },
  );
}

function suspendCurrentStep(run: TaskRun, text: string): Move {
  const current = run.currentStep;
  const isRunning =
    current !== undefined && run.stepRow(current)?.state === 'running';
  return !isRunning
    ? { lines: [{ what: 'note', text }] }
    : suspendStep(run, current, text);
}

function delayText(requeue: Requeue): string {
  const seconds = Math.max(1, Math.round(requeue.afterMs / 1000));
  const unit = seconds === 1 ? 'second' : 'seconds';
  return `${requeue.message} Trying again in ${seconds} ${unit}.`;
}
