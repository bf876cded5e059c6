import type { Explanation } from '@keyward/contract';
import type { Journal, TaskRow } from '@keyward/database';
import { sql } from 'kysely';

import { closeSteps, endPatch } from './end-task.ts';
import type { TaskEnd, TaskHooks } from './engine-contract.ts';
import { EXPLANATIONS } from './explanations.ts';
import { moveLockedTask } from './move-task.ts';

/**
 * Ends every task of a restored database that was not over when the copy was made: it may have gone on afterwards, in
 * the database that is gone, so it must never go on here. Those that were only queued are no exception: seconds later
 * they ran. No engine may be running on this database.
 *
 * @returns how many tasks a person now has to say the outcome of
 */
export async function parkRestoredTasks(
  journal: Journal,
  hooks: Pick<TaskHooks, 'onEnded'>,
): Promise<number> {
  const tasks = await journal.tx
    .selectFrom('task')
    .selectAll()
    .where('state', 'in', ['queued', 'running'])
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const task of tasks) await park(journal, hooks, task);
  return tasks.length;
}

async function park(
  journal: Journal,
  hooks: Pick<TaskHooks, 'onEnded'>,
  task: TaskRow,
): Promise<void> {
  const explanation = await explain(journal, task.id);
  await journal.tx
    .updateTable('task_intent')
    .set({ outcome: 'unknown', resolved_at: sql<Date>`clock_timestamp()` })
    .where('task_id', '=', task.id)
    .where('outcome', 'is', null)
    .execute();
  const end: TaskEnd = {
    state: 'outcome_unknown',
    failureKind: null,
    explanation,
  };
  const ended = await moveLockedTask(
    journal,
    task.id,
    {
      ...endPatch(end),
      cancel_requested_at: null,
      // A claim from before the copy holds nothing any more.
      fence: sql`fence + 1`,
    },
    [{ what: 'state', text: explanation.sentence }],
  );
  await closeSteps(journal, ended, end);
  await hooks.onEnded(journal, ended, end);
}

/** Whether the copy itself says that something may have reached the target. */
async function explain(journal: Journal, taskId: string): Promise<Explanation> {
  const sent = await journal.tx
    .selectFrom('task_intent')
    .select('attempt')
    .where('task_id', '=', taskId)
    .where((is) =>
      is.or([is('outcome', 'is', null), is('outcome', '<>', 'not_applied')]),
    )
    .limit(1)
    .executeTakeFirst();
  return sent === undefined
    ? EXPLANATIONS.restored
    : EXPLANATIONS.restoredAfterSend;
}
