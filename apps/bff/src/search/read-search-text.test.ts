import { describe, expect, it } from 'vitest';

import { numbersBeginning } from './number-ranges.ts';
import { readSearchText } from './read-search-text.ts';

const SHA256 = 'ab12'.repeat(16);
const COLONS = (SHA256.toUpperCase().match(/../g) ?? []).join(':');

describe('what a person looks for', () => {
  it.each([
    SHA256,
    COLONS,
    COLONS.toLowerCase(),
    `SHA256 Fingerprint=${COLONS}`,
    `sha-256: ${SHA256}`,
    SHA256.replaceAll(/(.{8})/g, '$1 '),
  ])('is read as a fingerprint: %s', (q) => {
    expect(readSearchText(q).fingerprint).toBe(SHA256);
  });

  it.each([
    ['ab12', 'ab12'],
    ['AB:12', 'ab12'],
    ['ab1', null],
    [`${SHA256}a`, null],
    ['xyz1', null],
    ['ab%2', null],
  ])('is the beginning of a fingerprint from four digits on: %s', (q, read) => {
    expect(readSearchText(q).fingerprint).toBe(read);
  });

  it('is an id in any case', () => {
    const id = '019b0000-0000-7000-8000-00000000000a';
    expect(readSearchText(id.toUpperCase()).id).toBe(id);
    expect(readSearchText(id.slice(1)).id).toBeNull();
  });
});

describe('numbers that begin with some digits', () => {
  it('are ranges within what the database counts to', () => {
    expect(numbersBeginning('104').slice(0, 2)).toEqual([
      [1040, 1049],
      [10_400, 10_499],
    ]);
    const ranges = numbersBeginning('2');
    expect(ranges.at(-1)).toEqual([2_000_000_000, 2_147_483_647]);
    expect(ranges).toHaveLength(9);
    expect(numbersBeginning('999999999')).toEqual([]);
    expect(numbersBeginning('0')).toEqual([]);
  });
});
