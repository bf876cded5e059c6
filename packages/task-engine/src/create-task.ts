import type { Journal } from '@keyward/database';

import { databaseTimeIn } from './database-clock.ts';
import type { ClaimedBeginning, NewTask } from './engine-contract.ts';
import type { EngineSettings } from './engine-settings.ts';
import { moveLockedTask } from './move-task.ts';
import type { WakeQueue } from './wake-queue.ts';

/** Writes a queued task with its steps, first event and wake-up. */
export async function createTask(
  wakeQueue: WakeQueue,
  journal: Journal,
  task: NewTask,
): Promise<void> {
  await insertTask(journal, task);
  await moveLockedTask(journal, task.id, {}, [
    { what: 'state', text: 'Waiting to start.' },
  ]);
  await wakeQueue.wake(journal, task.id);
}

/**
 * Writes a running task that this process holds. It needs no wake-up: when this process ends before it ran, the lease
 * expires and the sweep finds it.
 *
 * @param begins `at_effect` commits the first intent with the task, for a program that checked before; `at_first_step`
 * leaves that to the run.
 */
export async function createClaimedTask(
  { owner, leaseMs, hooks }: EngineSettings,
  journal: Journal,
  task: NewTask,
  begins: ClaimedBeginning,
): Promise<{ fence: number }> {
  const fence = 1;
  await insertTask(journal, task);
  if (begins === 'at_effect') {
    await journal.tx
      .insertInto('task_intent')
      .values({ task_id: task.id, attempt: 1, fence })
      .execute();
  }
  const running = await moveLockedTask(
    journal,
    task.id,
    {
      state: 'running',
      fence,
      lease_owner: owner,
      lease_until: databaseTimeIn(leaseMs),
      started_at: databaseTimeIn(0),
    },
    [{ what: 'state', text: 'Started.' }],
  );
  await hooks.onStarted(journal, running);
  return { fence };
}

/** `v` starts at 0: each event raises it, and its first one numbers it 1. */
async function insertTask(journal: Journal, task: NewTask): Promise<void> {
  await journal.tx
    .insertInto('task')
    .values((from) => ({
      id: task.id,
      change_id: task.changeId,
      requester_id: from
        .selectFrom('change')
        .select('requester_id')
        .where('id', '=', task.changeId),
      operation: task.operation,
      connection_id: task.connectionId,
      search: task.search,
      state: 'queued',
      v: 0,
    }))
    .execute();
  const steps = task.steps.map(({ key }, position) => ({
    task_id: task.id,
    key,
    position,
    state: 'waiting',
  }));
  await journal.tx.insertInto('task_step').values(steps).execute();
}
