import type { RawBuilder } from 'kysely';

import type { ListShape } from '../lists/list-page.ts';
import { mentions, mentionsWhole } from '../lists/search-text.ts';
import type { Caller } from '../people/caller.ts';
import {
  type IdQuery,
  newestOf,
  newestWhere,
  rowsNamed,
  rowsNumbered,
} from './find-ids.ts';
import type { SearchText } from './read-search-text.ts';

/** What a text may name beside a change or task itself. */
export interface Around {
  connections: readonly string[];
  requesters: readonly string[];
}

/** Nearly every row has any single letter. */
const SHORTEST = 2;
/** Ids, fingerprints and addresses: longer words are pasted, and whole. */
const LONGEST_PART = 32;

/** Rows by their own reference or id, and by how their reference begins. A number that names no kind is of each. */
export function byName(
  table: ListShape['table'],
  { reference, id }: Pick<SearchText, 'reference' | 'id'>,
): IdQuery[] {
  const queries: IdQuery[] = [];
  const isNumbered =
    reference !== null && (reference.of === null || reference.of === table);
  if (isNumbered) {
    const ids = rowsNamed(table, 'number', Number(reference.digits));
    queries.push({ match: 'exact', ids });
  }
  if (id !== null) {
    queries.push({ match: 'exact', ids: rowsNamed(table, 'id', id) });
  }
  const beginning = isNumbered ? rowsNumbered(table, reference.digits) : null;
  if (beginning !== null) queries.push({ match: 'prefix', ids: beginning });
  return queries;
}

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
