import type { Person } from '@keyward/contract';
import type { Queryable } from '@keyward/database';

/** People by id, for showing; one query however many. */
export async function findPeople(
  db: Queryable,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, Person>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectFrom('person')
    .select(['id', 'username', 'display_name'])
    .where('id', 'in', wanted)
    .execute();
  return new Map(
    rows.map(({ id, username, display_name: displayName }) => [
      id,
      { id, username, displayName },
    ]),
  );
}

/** A person who is no longer in the table still has a place in what is shown. */
export function personOf(
  people: ReadonlyMap<string, Person>,
  id: string,
): Person {
  return people.get(id) ?? { id, username: 'unknown', displayName: 'Unknown' };
}
