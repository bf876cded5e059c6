import type { Journal, TaskRow, Tables } from '@keyward/database';
import { sql, type UpdateObject } from 'kysely';

import { LeaseLost } from './task-errors.ts';
import { noteLines, type TaskLine } from './task-lines.ts';

/** The claim a write is made under. */
export interface Claim {
  readonly taskId: string;
  readonly fence: number;
  readonly owner: string;
}

export type TaskPatch = Omit<UpdateObject<Tables, 'task'>, 'id' | 'v'>;

/** Moves a task under its claim and notes what happened. Throws `LeaseLost` when the claim no longer holds. */
export async function moveClaimedTask(
  journal: Journal,
  claim: Claim,
  patch: TaskPatch,
  lines: readonly TaskLine[],
): Promise<TaskRow> {
  const task = await journal.tx
    .updateTable('task')
    .set(patch)
    .set({ v: sql`v + ${lines.length}` })
    .where('id', '=', claim.taskId)
    .where('fence', '=', claim.fence)
    .where('lease_owner', '=', claim.owner)
    .where('state', '=', 'running')
    .returningAll()
    .executeTakeFirst();
  if (task === undefined) throw new LeaseLost(claim.taskId, claim.fence);
  noteLines(journal, task, lines);
  return task;
}

/** Moves a task whose row this transaction has locked. */
export async function moveLockedTask(
  journal: Journal,
  taskId: string,
  patch: TaskPatch,
  lines: readonly TaskLine[],
): Promise<TaskRow> {
  const task = await journal.tx
    .updateTable('task')
    .set(patch)
    .set({ v: sql`v + ${lines.length}` })
    .where('id', '=', taskId)
    .returningAll()
    .executeTakeFirstOrThrow();
  noteLines(journal, task, lines);
  return task;
}

/** Locks a task's row for the rest of the transaction; `isLeased` by the database clock. */
export async function lockTask(
  journal: Journal,
  taskId: string,
): Promise<{ task: TaskRow; isLeased: boolean } | undefined> {
  const row = await journal.tx
    .selectFrom('task')
    .selectAll()
    .select(
      sql<boolean>`coalesce(lease_until > clock_timestamp(), false)`.as(
        'is_leased',
      ),
    )
    .where('id', '=', taskId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { is_leased: isLeased, ...task } = row;
  return { task, isLeased };
}
