import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { z } from 'zod';

import { Refusal } from '../http/refusal.ts';

export type CursorValue = string | number;

const MAX_LENGTH = 512;
const counter = z.number().int().nonnegative();
/** RFC 3339 UTC in this or a later century; the database refuses times that no clock shows. */
const time = z.iso.datetime().regex(/^2\d{3}-/);
const id = z.uuid().or(counter);

/**
 * Where the next page of a keyset list starts: base64url of the sort values, which end with the row's id, and a hash
 * of the filters. `filters` are what the list was asked for, without `limit` and `cursor`.
 *
 * @param values times as RFC 3339 UTC text or counters, the last one a UUID or a counter
 */
export function encodeCursor(
  filters: unknown,
  values: readonly CursorValue[],
): string {
  return Buffer.from(
    JSON.stringify([...values, hashFilters(filters)]),
  ).toString('base64url');
}

/**
 * The values of a cursor made for these filters.
 *
 * @param count how many values the list's order has
 * @throws Refusal `invalid_cursor` for anything `encodeCursor` did not make for the same filters, and for values that
 * are no time, counter or id, so that a made-up cursor cannot reach the database as a malformed value.
 */
export function decodeCursor(
  cursor: string,
  filters: unknown,
  count: number,
): CursorValue[] {
  const values = cursor.length > MAX_LENGTH ? null : readValues(cursor, count);
  if (values === null || encodeCursor(filters, values) !== cursor) {
    throw new Refusal('invalid_cursor');
  }
  return values;
}

function readValues(cursor: string, count: number): CursorValue[] | null {
  try {
    const document: unknown = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    );
    if (!Array.isArray(document) || document.length !== count + 1) return null;
    return document
      .slice(0, count)
      .map((value, index) =>
        index === count - 1 ? id.parse(value) : time.or(counter).parse(value),
      );
  } catch {
    return null;
  }
}

function hashFilters(filters: unknown): string {
  return createHash('sha256')
    .update(canonicalize(filters) ?? '')
    .digest('base64url')
    .slice(0, 22);
}
