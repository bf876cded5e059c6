import {
  type DatabaseHandle,
  type Journal,
  type TaskIntentRow,
  type TaskRow,
  type TaskStepRow,
  transact,
} from '@keyward/database';
import { sql } from 'kysely';

import { databaseTimeIn } from './database-clock.ts';
import type { EngineSettings } from './engine-settings.ts';
import type { Claim } from './move-task.ts';
import { noteLines } from './task-lines.ts';

/** A claimed task as it stood when the claim was committed. */
export interface ClaimedTask {
  readonly claim: Claim;
  readonly task: TaskRow;
  readonly steps: readonly TaskStepRow[];
  readonly intents: readonly TaskIntentRow[];
}

/** A claim that failed for a reason of the task itself, so that the next one can leave it out. */
export class ClaimFailed extends Error {
  readonly taskId: string;
  constructor(taskId: string, cause: unknown) {
    super(`Task ${taskId} could not be claimed.`, { cause });
    this.name = 'ClaimFailed';
    this.taskId = taskId;
  }
}

/** Claims the task that has been due longest, or none. `except` names tasks to leave alone for now. */
export async function claimNextTask(
  settings: EngineSettings,
  except: readonly string[],
): Promise<ClaimedTask | undefined> {
  const { database, owner, hooks } = settings;
  return transact(database.db, async (journal) => {
    const row = await takeDueTask(journal, settings, except);
    if (row === undefined) return undefined;
    const { was_state: wasState, held_by: heldBy, ...task } = row;
    try {
      if (wasState === 'queued') {
        noteLines(journal, task, [{ what: 'state', text: 'Started.' }]);
        await hooks.onStarted(journal, task);
      } else if (heldBy !== null) {
        noteLines(journal, task, [
          { what: 'note', text: 'Taken up again after an interruption.' },
        ]);
      }
    } catch (error) {
      throw new ClaimFailed(task.id, error);
    }
    const claim: Claim = { taskId: task.id, fence: task.fence, owner };
    return { claim, task, ...(await readParts(journal.tx, task.id)) };
  });
}

/** One conditional update by the database clock; it gives the claim its own fence. */
async function takeDueTask(
  journal: Journal,
  { owner, leaseMs }: EngineSettings,
  except: readonly string[],
): Promise<
  (TaskRow & { was_state: string; held_by: string | null }) | undefined
> {
  const { rows } = await sql<
    TaskRow & { was_state: string; held_by: string | null }
  >`
    with due as materialized (
      select id, state as was_state, lease_owner as held_by
      from task
      where state in ('queued', 'running')
        and (lease_until is null or lease_until < clock_timestamp())
        and (due_at is null or due_at <= clock_timestamp())
        and id <> all (${[...except]}::uuid[])
      order by coalesce(due_at, created_at), id
      limit 1
      for update skip locked)
    update task set
      state = 'running',
      fence = fence + 1,
      lease_owner = ${owner},
      lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond',
      due_at = null,
      started_at = coalesce(started_at, clock_timestamp()),
      v = v + case when due.was_state = 'queued' or due.held_by is not null then 1 else 0 end
    from due where task.id = due.id
    returning task.*, due.was_state, due.held_by`.execute(journal.tx);
  return rows[0];
}

/** Extends a claim that was committed with its task and reads it; undefined when it no longer holds. */
export async function holdClaimedTask(
  { database, leaseMs }: EngineSettings,
  claim: Claim,
): Promise<ClaimedTask | undefined> {
  const task = await database.db
    .updateTable('task')
    .set({ lease_until: databaseTimeIn(leaseMs) })
    .where('id', '=', claim.taskId)
    .where('fence', '=', claim.fence)
    .where('lease_owner', '=', claim.owner)
    .where('state', '=', 'running')
    .where('lease_until', '>', sql<Date>`clock_timestamp()`)
    .returningAll()
    .executeTakeFirst();
  if (task === undefined) return undefined;
  return { claim, task, ...(await readParts(database.db, claim.taskId)) };
}

async function readParts(
  db: DatabaseHandle['db'],
  taskId: string,
): Promise<Pick<ClaimedTask, 'steps' | 'intents'>> {
  const steps = await db
    .selectFrom('task_step')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('position')
    .execute();
  const intents = await db
    .selectFrom('task_intent')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('attempt')
    .execute();
  return { steps, intents };
}
