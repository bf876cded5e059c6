import { type RawBuilder, sql } from 'kysely';

import type { Caller } from '../people/caller.ts';

/** LIKE's own wildcards in a person's text count as plain characters. */
function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&');
}

/** A LIKE pattern that finds `text` anywhere. */
export function containing(text: string): string {
  return `%${plain(text)}%`;
}

/**
 * Whether a column of searchable words has what a person looks for. Parts of words count only for those who may read
 * the words themselves: to anybody else each hit would give away another letter of what a change is about.
 */
export function mentions(
  column: RawBuilder<string>,
  text: string,
  caller: Pick<Caller, 'permissions'>,
): RawBuilder<boolean> {
  if (caller.permissions.includes('changes:read-full')) {
    return sql<boolean>`${column} like ${containing(text)}`;
  }
  return sql<boolean>`' ' || ${column} || ' ' like ${`% ${plain(text)} %`}`;
}
