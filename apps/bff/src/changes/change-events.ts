import { type ChangeState, type EventData } from '@keyward/contract';
import type { Journal, Queryable, Tables } from '@keyward/database';
import type { UpdateObject } from 'kysely';

import { settleNotices } from '../notifications/settle-notices.ts';
import { type ChangeRecord, readChangeRow } from './change-record.ts';

/** Approvals that count: decisions to approve, never by the requester. */
async function countApprovals(
  db: Queryable,
  change: Pick<ChangeRecord, 'id' | 'requesterId'>,
): Promise<number> {
  const { count } = await db
    .selectFrom('approval')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('change_id', '=', change.id)
    .where('decision', '=', 'approve')
    .where('person_id', '<>', change.requesterId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Notes an event of a change as it stands in this transaction; what it no longer asks of people is settled with it. */
export async function noteChangeEvent(
  journal: Journal,
  change: ChangeRecord,
  what: EventData<'change'>['what'],
  text: string,
): Promise<void> {
  const task = await journal.tx
    .selectFrom('task')
    .select('id')
    .where('change_id', '=', change.id)
    .executeTakeFirst();
  const data: EventData<'change'> = {
    what,
    reference: change.reference,
    operation: change.operation,
    state: change.state,
    waitingFor: change.waitingFor,
    approvals: {
      have: await countApprovals(journal.tx, change),
      need: change.policy.approvals,
    },
    taskId: task?.id ?? null,
    text,
  };
  await settleNotices(journal, change);
  journal.event({
    type: 'change',
    subject: change.id,
    v: change.row.v,
    data,
  });
}

/**
 * Moves a change that is in one of `from`; null when it is not any more. The condition is in the statement, so two
 * moves that race cannot both happen.
 */
export async function moveChange(
  journal: Journal,
  id: string,
  from: readonly ChangeState[],
  patch: UpdateObject<Tables, 'change'>,
): Promise<ChangeRecord | null> {
  const row = await journal.tx
    .updateTable('change')
    .set((change) => ({ ...patch, v: change('v', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : readChangeRow(row);
}

/** Sealed secrets end with the change's use of them, in the same transaction. */
export async function eraseSecrets(
  journal: Journal,
  changeId: string,
): Promise<void> {
  await journal.tx
    .deleteFrom('change_secret')
    .where('change_id', '=', changeId)
    .execute();
}
