import type { Draft, DraftSummary } from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import { Refusal } from '../http/refusal.ts';
import { draftsOf, presentDraft, summariseDraft } from './draft-record.ts';

/** Everything that this person has begun, last changed first. */
export async function listDrafts(
  db: Queryable,
  personId: string,
): Promise<DraftSummary[]> {
  const rows = await draftsOf(db, personId)
    .orderBy('draft.updated_at', 'desc')
    .orderBy('draft.id', 'desc')
    .execute();
  return rows.map(summariseDraft);
}

/** @throws Refusal `not_found`, also for somebody else's */
export async function getDraft(
  db: Queryable,
  personId: string,
  id: string,
): Promise<Draft> {
  const row = await draftsOf(db, personId)
    .where('draft.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw noSuchDraft();
  return presentDraft(row);
}

export function noSuchDraft(): Refusal {
  return new Refusal('not_found', { detail: 'You have no such draft.' });
}
