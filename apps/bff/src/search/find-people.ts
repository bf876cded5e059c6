import type { SearchHit } from '@keyward/contract';
import type { Queryable } from '@keyward/database';
import { sql } from 'kysely';

import { containing, wholeWords } from '../lists/search-text.ts';
import { type Found, foundOf, OF_A_KIND } from './hits.ts';
import { bestMatch } from './match-text.ts';
import type { SearchText } from './read-search-text.ts';

/** More than enough to rank; an installation has hundreds of people. */
const MOST = 200;

/** People by name, user name or id, for those who may read people. */
export async function findPeopleNamed(
  db: Queryable,
  { text, id }: SearchText,
): Promise<Found> {
  const names = sql<string>`(' ' || lower(username) || ' ' || lower(display_name) || ' ')`;
  const rows = await db
    .selectFrom('person')
    .select(['id', 'username', 'display_name', 'disabled_at'])
    .where(
      id === null
        ? sql<boolean>`${names} like ${containing(text)}`
        : sql<boolean>`id = ${id}`,
    )
    .orderBy('username')
    .limit(MOST)
    .execute();
  return foundOf(
    rows.map((row): SearchHit => ({
      kind: 'person',
      match:
        row.id === id
          ? 'exact'
          : (bestMatch([row.username, row.display_name], text) ?? 'words'),
      id: row.id,
      username: row.username,
      displayName: row.display_name,
      active: row.disabled_at === null,
    })),
  );
}

/** Who asked for changes and is named so: everybody who follows changes reads these names. */
export async function requestersNamed(
  db: Queryable,
  { text }: SearchText,
): Promise<string[]> {
  if (text.length < 2) return [];
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where((person) =>
      person.and([
        sql<boolean>`(lower(username) = ${text} or (' ' || lower(display_name) || ' ') like ${wholeWords(text)})`,
        person.exists(
          person
            .selectFrom('change')
            .select('change.id')
            .whereRef('change.requester_id', '=', 'person.id'),
        ),
      ]),
    )
    .limit(OF_A_KIND)
    .execute();
  return rows.map((row) => row.id);
}
