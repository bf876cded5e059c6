import { type RawBuilder, sql } from 'kysely';

import type { Caller } from '../people/caller.ts';
import { readReference } from '../references.ts';

/** Shorter text has no trigram that an index could find. */
const SHORTEST_PART = 3;

/** LIKE's own wildcards in a person's text count as plain characters. */
function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&');
}

/**
 * A LIKE pattern that finds `text` anywhere in words with a space around each; text of one or two characters at the
 * start of a word.
 */
export function containing(text: string): string {
  const wanted = plain(text);
  return text.trim().length < SHORTEST_PART ? `% ${wanted}%` : `%${wanted}%`;
}

/** A LIKE pattern that finds `text` as whole words, with a space around each. */
export function wholeWords(text: string): string {
  return `% ${plain(text)} %`;
}

/** A LIKE pattern for what begins with `text`. */
export function beginning(text: string): string {
  return `${plain(text)}%`;
}

/** Whether the searchable words of a row have these words, whole and in this order. */
export function mentionsWhole(
  words: RawBuilder<string>,
  text: string,
): RawBuilder<boolean> {
  // The words by their own index, then in this order; by parts alone every longer word would have to be looked at.
  const each = text.trim().toLowerCase().split(' ');
  return sql<boolean>`(string_to_array(${words}, ' ') @> ${each}::text[] and ${words} like ${wholeWords(text)})`;
}

/**
 * Whether the searchable words of a row have what a person looks for. Parts of words count only for those who may read
 * the words themselves: to anybody else each hit would give away another letter of what a change is about. How a
 * reference begins is no secret.
 *
 * @param words with a space around each, the row's own reference first; exactly the expression of an index
 */
export function mentions(
  words: RawBuilder<string>,
  text: string,
  caller: Pick<Caller, 'permissions'>,
): RawBuilder<boolean> {
  if (caller.permissions.includes('changes:read-full')) {
    return sql<boolean>`${words} like ${containing(text)}`;
  }
  const whole = mentionsWhole(words, text);
  const digits = readReference(text)?.digits;
  return digits === undefined
    ? whole
    : sql<boolean>`(${whole} or ${words} like ${` chg-${digits}%`} or ${words} like ${` tsk-${digits}%`})`;
}
