import type { RawBuilder } from 'kysely';

import type { ListShape } from '../lists/list-page.ts';
import { mentions, mentionsWhole } from '../lists/search-text.ts';
import type { Caller } from '../people/caller.ts';
import { type IdQuery, newestOf, newestWhere } from './find-ids.ts';

/** What a text may name beside a change or task itself. */
export interface Around {
  connections: readonly string[];
  requesters: readonly string[];
}

/** Nearly every row has any single letter. */
const SHORTEST = 2;
/** Ids, fingerprints and addresses: longer words are pasted, and whole. */
const LONGEST_PART = 32;

/** The newest rows of any of these values; nothing for none. */
export function ofAny(
  table: ListShape['table'],
  column: string,
  values: readonly string[],
): IdQuery[] {
  return values.length === 0
    ? []
    : [{ match: 'words', ids: newestOf(table, column, values) }];
}

/**
 * The newest rows whose content has the text, for those who read changes in full. To anybody else a hit would say what
 * a change is about.
 */
export function byContent(
  table: ListShape['table'],
  words: RawBuilder<string>,
  text: string,
  caller: Pick<Caller, 'permissions'>,
): IdQuery[] {
  if (
    !caller.permissions.includes('changes:read-full') ||
    text.length < SHORTEST
  ) {
    return [];
  }
  const isPasted = text.length > LONGEST_PART && !text.includes(' ');
  const condition = isPasted
    ? mentionsWhole(words, text)
    : mentions(words, text, caller);
  return [{ match: 'words', ids: newestWhere(table, condition) }];
}
