import { describe, expect, it } from 'vitest';

import { LONGEST_RETRY_AFTER_MS, retryAfterMs } from './retry-after.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const read = (text: string, status = 503) =>
  retryAfterMs(status, { 'retry-after': text }, NOW);

describe('Retry-After', () => {
  it.each([
    ['seconds', '7', 7_000],
    ['a date', 'Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['a date that is over', 'Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['thirty years', '1000000000', LONGEST_RETRY_AFTER_MS],
    ['a number beyond numbers', '9'.repeat(20), LONGEST_RETRY_AFTER_MS],
    [
      'a date in another century',
      'Fri, 01 Jan 2999 00:00:00 GMT',
      LONGEST_RETRY_AFTER_MS,
    ],
    ['a negative number', '-5', undefined],
    ['a date without its day', '1 March 2027', undefined],
    ['a fraction', '1.5', undefined],
    ['words', 'soon', undefined],
    ['nothing', '', undefined],
  ])('as %s', (_what, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('counts for 429 and 503 only', () => {
    expect(
      [429, 503, 200, 404, 500].map((status) => read('1', status)),
    ).toEqual([1_000, 1_000, undefined, undefined, undefined]);
  });

  it('may be missing', () => {
    expect(retryAfterMs(503, {}, NOW)).toBeUndefined();
  });
});
