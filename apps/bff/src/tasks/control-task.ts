import type { reconcileRequest, TaskDetail } from '@keyward/contract';
import { transact } from '@keyward/database';
import type { z } from 'zod';

import { audit } from '../audit/note.ts';
import { getChange } from '../changes/change-record.ts';
import { lateKeysOf } from '../changes/late-keys.ts';
import { databaseTime } from '../database-time.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { NOT_WITHOUT_KEY } from './task-actions.ts';
import { presentTask } from './present-task.ts';
import type { TaskControlParts } from './task-parts.ts';
import { getTask } from './task-record.ts';

/** Asks a task to stop. @throws Refusal `invalid_state` once it can no longer be taken back */
export async function cancelTask(
  { db, engine }: TaskControlParts,
  id: string,
  caller: Caller,
  origin: Origin,
): Promise<TaskDetail> {
  const task = await getTask(db, id);
  await transact(db, async (journal) => {
    const outcome = await engine.requestCancel(journal, id);
    if (outcome === 'not_possible') {
      throw new Refusal('invalid_state', {
        detail:
          'It has ended, or the change is at the target and cannot be taken back.',
        nextStep: 'Follow the task to its end.',
      });
    }
    audit(journal, {
      code: 'task.cancel_requested',
      caller,
      origin,
      action: 'cancel task',
      object: id,
      detail: task.reference,
    });
  });
  return presentTask(db, id, caller);
}

/** Tries a task again now that waits for a later try. @throws Refusal `invalid_state` */
export async function retryTask(
  { db, engine }: TaskControlParts,
  id: string,
  caller: Caller,
  origin: Origin,
): Promise<TaskDetail> {
  const task = await getTask(db, id);
  const change = await getChange(db, task.changeId);
  if (change.row.expires_at.getTime() <= (await databaseTime(db))) {
    throw new Refusal('invalid_state', {
      detail: 'The change has expired.',
      nextStep: 'Copy it into a new change.',
    });
  }
  if (lateKeysOf(change).size > 0) {
    throw new Refusal('invalid_state', {
      detail: NOT_WITHOUT_KEY,
      nextStep: 'Follow the task to its end.',
    });
  }
  await transact(db, async (journal) => {
    if ((await engine.retry(journal, id)) === 'not_possible') {
      throw new Refusal('invalid_state', {
        detail:
          'Only a task that waits for another try, and has sent nothing, can be tried again.',
        nextStep: 'Copy its change into a new one.',
      });
    }
    audit(journal, {
      code: 'task.retried',
      caller,
      origin,
      action: 'retry task',
      object: id,
      detail: task.reference,
    });
  });
  return presentTask(db, id, caller);
}

/** Records what a person found at the target. @throws Refusal `invalid_state` unless the outcome is in doubt */
export async function reconcileTask(
  { db, engine }: TaskControlParts,
  id: string,
  finding: z.infer<typeof reconcileRequest>,
  caller: Caller,
  origin: Origin,
): Promise<TaskDetail> {
  const task = await getTask(db, id);
  await transact(db, async (journal) => {
    const outcome = await engine.reconcile(journal, id, finding.outcome, {
      code: 'reconciled',
      sentence: `${caller.person.displayName} looked at the target and found that the change was not applied.`,
      nextStep: 'Copy it into a new change to try again.',
      field: null,
    });
    if (outcome === 'not_possible') {
      throw new Refusal('invalid_state', {
        detail: 'The outcome of this task is not in doubt.',
      });
    }
    audit(journal, {
      code: 'task.reconciled',
      caller,
      origin,
      action: `reconcile task: ${finding.outcome}`,
      object: id,
      detail: `${task.reference} ${finding.comment}`,
    });
  });
  return presentTask(db, id, caller);
}
