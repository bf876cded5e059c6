import type { Rejection } from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import type { Caller } from '../people/caller.ts';
import { findPeople, personOf } from '../people/find-people.ts';
import type { ChangeRecord } from './change-record.ts';

/** Why one's own changes were rejected. Nobody else's: a comment may say what only its readers may know. */
export async function ownRejections(
  db: Queryable,
  changes: readonly ChangeRecord[],
  caller: Caller,
): Promise<ReadonlyMap<string, Rejection>> {
  const rejected = changes.filter(
    ({ state, requesterId }) =>
      state === 'rejected' && requesterId === caller.person.id,
  );
  if (
    rejected.length === 0 ||
    !caller.permissions.includes('changes:read-full')
  ) {
    return new Map();
  }
  const rows = await db
    .selectFrom('approval')
    .select(['change_id', 'person_id', 'comment', 'field_pointer'])
    .where(
      'change_id',
      'in',
      rejected.map(({ id }) => id),
    )
    .where('decision', '=', 'reject')
    .execute();
  const people = await findPeople(
    db,
    rows.map((row) => row.person_id),
  );
  return new Map(
    rows.map((row) => [
      row.change_id,
      {
        by: personOf(people, row.person_id),
        comment: row.comment,
        fieldPointer: row.field_pointer,
      },
    ]),
  );
}
