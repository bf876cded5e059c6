import { DRAFT_DAYS } from '@keyward/contract';
import type { Database, DatabaseTransaction } from '@keyward/database';
import { sql } from 'kysely';

import { lockDrafts } from './lock-drafts.ts';
import { noSuchDraft } from './read-drafts.ts';

/** @throws Refusal `not_found`, also for somebody else's */
export async function deleteDraft(
  db: Database,
  personId: string,
  id: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await endDraft(tx, personId, id))) throw noSuchDraft();
  });
}

/**
 * Erases a person's own draft for good: a save that is still on its way finds that it ended. False when nothing of it
 * was kept, which then is so for ever.
 */
export async function endDraft(
  tx: DatabaseTransaction,
  personId: string,
  id: string,
): Promise<boolean> {
  await lockDrafts(tx, personId);
  await tx
    .insertInto('ended_draft')
    .values({ person_id: personId, id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const gone = await tx
    .deleteFrom('draft')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return gone !== undefined;
}

/** What nobody has changed for a month nobody will submit, and no page is open for as long as that. */
export async function forgetOldDrafts(db: Database): Promise<void> {
  const before = sql<Date>`now() - make_interval(days => ${DRAFT_DAYS})`;
  await db.deleteFrom('draft').where('updated_at', '<', before).execute();
  await db.deleteFrom('ended_draft').where('ended_at', '<', before).execute();
}
