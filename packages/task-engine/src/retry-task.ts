import type { Journal } from '@keyward/database';

import { lockTask, moveLockedTask } from './move-task.ts';
import { mayHaveSent } from './request-cancel.ts';
import type { WakeQueue } from './wake-queue.ts';

/** Makes a delayed try due now. Not possible while something runs, or once something may have been sent. */
export async function retryTask(
  wakeQueue: WakeQueue,
  journal: Journal,
  taskId: string,
): Promise<'queued' | 'not_possible'> {
  const locked = await lockTask(journal, taskId);
  if (locked === undefined) return 'not_possible';
  const { task, isLeased } = locked;
  const isOpen = task.state === 'queued' || task.state === 'running';
  const isDelayed = !isLeased && task.due_at !== null;
  if (!isOpen || !isDelayed || (await mayHaveSent(journal, taskId))) {
    return 'not_possible';
  }
  await moveLockedTask(journal, taskId, { due_at: null }, [
    { what: 'note', text: 'Trying again now.' },
  ]);
  await wakeQueue.wake(journal, taskId);
  return 'queued';
}
