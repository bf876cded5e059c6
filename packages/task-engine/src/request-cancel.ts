import type { Journal, TaskRow } from '@keyward/database';
import { sql } from 'kysely';

import { CANCELLED, closeSteps, endPatch } from './end-task.ts';
import { EXPLANATIONS } from './explanations.ts';
import type { EngineSettings } from './engine-settings.ts';
import { lockTask, moveLockedTask } from './move-task.ts';
import type { WakeQueue } from './wake-queue.ts';

/**
 * Cancels what nobody runs and nothing was sent of; asks a running task to. Once something may have been sent it is
 * possible only while a step waits for the target and can take the change back there.
 */
export async function requestCancel(
  { hooks }: EngineSettings,
  wakeQueue: WakeQueue,
  journal: Journal,
  taskId: string,
): Promise<'cancelled' | 'requested' | 'not_possible'> {
  const locked = await lockTask(journal, taskId);
  if (locked === undefined) return 'not_possible';
  const { task, isLeased } = locked;
  if (task.state !== 'queued' && task.state !== 'running') {
    return 'not_possible';
  }
  const hasSent = await mayHaveSent(journal, taskId);
  if (hasSent && !(await canStillWithdraw(journal, taskId))) {
    return 'not_possible';
  }
  if (!isLeased && !hasSent) {
    // The new fence keeps out a claim whose lease ran out unnoticed.
    const cancelled = await moveLockedTask(
      journal,
      taskId,
      { ...endPatch(CANCELLED), fence: task.fence + 1 },
      [{ what: 'state', text: EXPLANATIONS.cancelled.sentence }],
    );
    await closeSteps(journal, cancelled, CANCELLED);
    await hooks.onEnded(journal, cancelled, CANCELLED);
    return 'cancelled';
  }
  await noteRequest(wakeQueue, journal, task);
  return 'requested';
}

async function noteRequest(
  wakeQueue: WakeQueue,
  journal: Journal,
  task: TaskRow,
): Promise<void> {
  if (task.cancel_requested_at !== null) return;
  await moveLockedTask(
    journal,
    task.id,
    { cancel_requested_at: sql<Date>`clock_timestamp()`, due_at: null },
    [{ what: 'note', text: 'Cancelling was asked for.' }],
  );
  await wakeQueue.wake(journal, task.id);
}

/** True when an intent is open or was applied. */
export async function mayHaveSent(
  journal: Journal,
  taskId: string,
): Promise<boolean> {
  const intent = await journal.tx
    .selectFrom('task_intent')
    .select('attempt')
    .where('task_id', '=', taskId)
    .where((is) =>
      is.or([is('outcome', 'is', null), is('outcome', '=', 'applied')]),
    )
    .executeTakeFirst();
  return intent !== undefined;
}

async function canStillWithdraw(
  journal: Journal,
  taskId: string,
): Promise<boolean> {
  const awaiting = await journal.tx
    .selectFrom('task_step')
    .select('key')
    .where('task_id', '=', taskId)
    .where('key', '=', 'await_upstream')
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return awaiting !== undefined;
}
