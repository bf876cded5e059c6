import { OPEN_CHANGE_STATES } from '@keyward/contract';
import type { Database, Queryable } from '@keyward/database';

import { getChange } from '../changes/change-record.ts';
import { Refusal } from '../http/refusal.ts';
import { getTask } from '../tasks/task-record.ts';

const UNFINISHED = [...OPEN_CHANGE_STATES, 'outcome_unknown'] as const;

/**
 * This person is told how a change and its task end, and when the task needs somebody. Once is enough; again changes
 * nothing. Like what is read in an inbox it is nobody else's business, so neither events nor audit rows come of it.
 *
 * @throws Refusal `not_found`; `invalid_state` when there is nothing left to tell
 */
export async function followChange(
  db: Database,
  changeId: string,
  personId: string,
): Promise<void> {
  await getChange(db, changeId);
  await db.transaction().execute(async (tx) => {
    // Waits for an end that is just being written, so that nobody follows what has told its end already.
    const open = await tx
      .selectFrom('change')
      .select('id')
      .where('id', '=', changeId)
      .where('state', 'in', UNFINISHED)
      .forShare()
      .executeTakeFirst();
    if (open === undefined) {
      throw new Refusal('invalid_state', {
        detail: 'It has ended; there is nothing more to tell.',
      });
    }
    await tx
      .insertInto('change_follower')
      .values({ change_id: changeId, person_id: personId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** @throws Refusal `not_found` */
export async function unfollowChange(
  db: Queryable,
  changeId: string,
  personId: string,
): Promise<void> {
  await getChange(db, changeId);
  await db
    .deleteFrom('change_follower')
    .where('change_id', '=', changeId)
    .where('person_id', '=', personId)
    .execute();
}

/** Who follows a task follows its change: they end together. @throws as `followChange` */
export async function followTask(
  db: Database,
  taskId: string,
  personId: string,
): Promise<void> {
  const { changeId } = await getTask(db, taskId);
  await followChange(db, changeId, personId);
}

/** @throws Refusal `not_found` */
export async function unfollowTask(
  db: Queryable,
  taskId: string,
  personId: string,
): Promise<void> {
  const { changeId } = await getTask(db, taskId);
  await unfollowChange(db, changeId, personId);
}
