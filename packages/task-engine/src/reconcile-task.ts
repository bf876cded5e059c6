import type { Explanation } from '@keyward/contract';
import type { Journal, TaskRow } from '@keyward/database';
import { sql } from 'kysely';

import { closeSteps, endPatch } from './end-task.ts';
import type { TaskEnd } from './engine-contract.ts';
import type { EngineSettings } from './engine-settings.ts';
import { lockTask, moveLockedTask } from './move-task.ts';
import type { WakeQueue } from './wake-queue.ts';

/** A person says what became of an `outcome_unknown` task: `applied` is verified, `not_applied` ends it. */
export async function reconcileTask(
  settings: EngineSettings,
  wakeQueue: WakeQueue,
  journal: Journal,
  taskId: string,
  outcome: 'applied' | 'not_applied',
  explanation: Explanation,
): Promise<'verifying' | 'failed' | 'not_possible'> {
  const locked = await lockTask(journal, taskId);
  if (locked?.task.state !== 'outcome_unknown') return 'not_possible';
  await resolveIntents(journal, taskId, outcome);
  if (outcome === 'not_applied') {
    await endNotApplied(settings, journal, taskId, explanation);
    return 'failed';
  }
  await verifyAgain(settings, wakeQueue, journal, locked.task);
  return 'verifying';
}

async function resolveIntents(
  journal: Journal,
  taskId: string,
  outcome: 'applied' | 'not_applied',
): Promise<void> {
  await journal.tx
    .updateTable('task_intent')
    .set({ outcome, resolved_at: sql<Date>`clock_timestamp()` })
    .where('task_id', '=', taskId)
    .where((is) =>
      is.or([is('outcome', 'is', null), is('outcome', '=', 'unknown')]),
    )
    .execute();
}

async function endNotApplied(
  { hooks }: EngineSettings,
  journal: Journal,
  taskId: string,
  explanation: Explanation,
): Promise<void> {
  const end: TaskEnd = {
    state: 'failed',
    failureKind: 'reconciled',
    explanation,
  };
  const task = await moveLockedTask(journal, taskId, endPatch(end), [
    { what: 'state', text: explanation.sentence },
  ]);
  await closeSteps(journal, task, end);
  await hooks.onEnded(journal, task, end);
}

/** Everything before *verify* counts as settled by the person; only *verify* runs. */
async function verifyAgain(
  { hooks }: EngineSettings,
  wakeQueue: WakeQueue,
  journal: Journal,
  task: TaskRow,
): Promise<void> {
  await setSteps(journal, task.id, 'apply', 'done');
  await setSteps(journal, task.id, 'check', 'done');
  await setSteps(journal, task.id, 'await_upstream', 'skipped');
  await journal.tx
    .updateTable('task_step')
    .set({ state: 'waiting', note: null, started_at: null, ended_at: null })
    .where('task_id', '=', task.id)
    .where('key', '=', 'verify')
    .execute();
  const running = await moveLockedTask(
    journal,
    task.id,
    {
      state: 'running',
      current_step: null,
      explanation: null,
      verification: null,
      cancel_requested_at: null,
      tries: 0,
      due_at: null,
    },
    [
      {
        what: 'state',
        text: 'A person found the change at the target. Verifying it.',
      },
    ],
  );
  await hooks.onStarted(journal, running);
  await wakeQueue.wake(journal, task.id);
}

async function setSteps(
  journal: Journal,
  taskId: string,
  key: string,
  state: 'done' | 'skipped',
): Promise<void> {
  await journal.tx
    .updateTable('task_step')
    .set({ state, note: null })
    .where('task_id', '=', taskId)
    .where('key', '=', key)
    .where('state', '<>', 'done')
    .execute();
}
