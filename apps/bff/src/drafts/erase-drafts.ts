import { DRAFT_DAYS } from '@keyward/contract';
import type { Database, Queryable } from '@keyward/database';
import { sql } from 'kysely';

import { noSuchDraft } from './read-drafts.ts';

/** @throws Refusal `not_found`, also for somebody else's */
export async function deleteDraft(
  db: Queryable,
  personId: string,
  id: string,
): Promise<void> {
  if (!(await eraseDraft(db, personId, id))) throw noSuchDraft();
}

/** Erases a person's own draft; false when there is none. */
export async function eraseDraft(
  db: Queryable,
  personId: string,
  id: string,
): Promise<boolean> {
  const gone = await db
    .deleteFrom('draft')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return gone !== undefined;
}

/** What nobody has changed for a month nobody will submit. */
export async function forgetOldDrafts(db: Database): Promise<void> {
  await db
    .deleteFrom('draft')
    .where(
      'updated_at',
      '<',
      sql<Date>`now() - make_interval(days => ${DRAFT_DAYS})`,
    )
    .execute();
}
