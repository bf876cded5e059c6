import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { Refusal } from '../http/refusal.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const times = fc
  .date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2999-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Refusal ? error.code : 'another error';
  }
  return 'accepted';
}

function encodeRaw(document: unknown): string {
  return Buffer.from(JSON.stringify(document)).toString('base64url');
}

describe('a list cursor', () => {
  it('gives back the values it was made of, for any order of the same filters', () => {
    fc.assert(
      fc.property(
        times,
        fc.uuid(),
        fc.string(),
        fc.string(),
        (at, id, state, q) => {
          const cursor = encodeCursor({ state, q }, [at, id]);
          expect(decodeCursor(cursor, { q, state }, 2)).toEqual([at, id]);
        },
      ),
    );
  });

  it('takes a counter as the only value', () => {
    const cursor = encodeCursor({}, [990_000]);
    expect(decodeCursor(cursor, {}, 1)).toEqual([990_000]);
  });

  it('treats a filter that is left out like one that is undefined', () => {
    const cursor = encodeCursor({ state: undefined }, [1]);
    expect(decodeCursor(cursor, {}, 1)).toEqual([1]);
  });

  it('refuses the cursor of other filters', () => {
    const cursor = encodeCursor({ state: 'pending' }, [1]);
    expect(codeOf(() => decodeCursor(cursor, { state: 'failed' }, 1))).toBe(
      'invalid_cursor',
    );
  });

  it('refuses the cursor of a list with another order', () => {
    const cursor = encodeCursor({}, [1]);
    expect(codeOf(() => decodeCursor(cursor, {}, 2))).toBe('invalid_cursor');
  });

  it('refuses any text that it did not make', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), (text) => {
        expect(codeOf(() => decodeCursor(text, {}, 1))).toBe('invalid_cursor');
      }),
    );
  });

  it('refuses other spellings of the same bytes', () => {
    const cursor = encodeCursor({}, ['2026-01-02T03:04:05.678Z', randomUUID()]);
    fc.assert(
      fc.property(
        fc.nat({ max: cursor.length }),
        fc.constantFrom('=', '+', ' ', '\n', '.'),
        (at, ignored) => {
          const respelled = cursor.slice(0, at) + ignored + cursor.slice(at);
          expect(codeOf(() => decodeCursor(respelled, {}, 2))).toBe(
            'invalid_cursor',
          );
        },
      ),
    );
  });

  it.each([
    [
      'a word for a time',
      ['yesterday', '0199b2a0-0000-7000-8000-000000000000'],
    ],
    ['a day that does not exist', ['2026-02-30T00:00:00Z', 1]],
    ['the year zero', ['0000-01-01T00:00:00Z', 1]],
    ['a word for an id', ['2026-01-02T03:04:05.678Z', 'first']],
    ['a time for an id', ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05Z']],
    ['a negative counter', ['2026-01-02T03:04:05.678Z', -1]],
    ['a fraction', ['2026-01-02T03:04:05.678Z', 1.5]],
    ['a number beyond exactness', ['2026-01-02T03:04:05.678Z', 1e300]],
    ['null', ['2026-01-02T03:04:05.678Z', null]],
    ['an object', ['2026-01-02T03:04:05.678Z', {}]],
  ])('refuses %s even with the right hash', (_what, values) => {
    const [hash] = z
      .tuple([z.string()])
      .parse(
        JSON.parse(Buffer.from(encodeCursor({}, []), 'base64url').toString()),
      );
    const forged = encodeRaw([...values, hash]);
    expect(codeOf(() => decodeCursor(forged, {}, 2))).toBe('invalid_cursor');
  });

  it('refuses what is longer than any cursor', () => {
    expect(codeOf(() => decodeCursor('A'.repeat(513), {}, 1))).toBe(
      'invalid_cursor',
    );
  });
});
