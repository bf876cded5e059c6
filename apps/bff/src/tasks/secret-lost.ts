import type { Queryable, TaskRow } from '@keyward/database';
import { TaskFailure } from '@keyward/task-engine';

import { getChange } from '../changes/change-record.ts';
import { lateKeysOf } from '../changes/late-keys.ts';

/**
 * A task whose secret came late runs in the process that was given it. Whoever takes it over without the secret ends it,
 * unless something may have been sent: then only looking at the target can tell.
 *
 * @throws TaskFailure `secret_lost`
 */
export async function refuseLostSecret(
  db: Queryable,
  task: Pick<TaskRow, 'id' | 'change_id'>,
): Promise<void> {
  const change = await getChange(db, task.change_id);
  if (lateKeysOf(change).size === 0) return;
  const sent = await db
    .selectFrom('task_intent')
    .select('attempt')
    .where('task_id', '=', task.id)
    .where((is) =>
      is.or([is('outcome', 'is', null), is('outcome', '=', 'applied')]),
    )
    .executeTakeFirst();
  if (sent === undefined) throw secretLost();
}

/** Nothing was sent with a key that is gone: it was in one process's memory and nowhere else. */
export function secretLost(): TaskFailure {
  return new TaskFailure({
    kind: 'secret_lost',
    explanation: {
      code: 'secret_lost',
      sentence:
        'The process that was given the private key stopped before the change took effect. The key was kept nowhere else. Nothing was changed at the target.',
      nextStep:
        'Copy it into a new change; the key is asked for again when that is approved.',
      field: null,
    },
  });
}
