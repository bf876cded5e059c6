import { describe, expect, it } from 'vitest';

import { isPinnedElsewhere, pinnedFor, pinnedKeys } from './pinned-keys.ts';

const BOB = { id: '019b0000-0000-7000-8000-00000000000b' };
const HEX = 'ab'.repeat(32);

describe('pinned keys', () => {
  it.each([
    ['bare', HEX],
    ['with colons and capitals', 'AB:'.repeat(31) + 'AB'],
    ['with spaces', 'ab '.repeat(32).trim()],
    ['as openssl prints them', `SHA256 Fingerprint=${'AB:'.repeat(31)}AB`],
  ])('are read as people paste them: %s', (_, pasted) => {
    expect(pinnedKeys.parse({ bob: [pasted] })).toEqual({ bob: [HEX] });
  });

  it.each([
    ['a short one', { bob: ['abcd'] }],
    ['none', { bob: [] }],
    ['a text', { bob: HEX }],
  ])('are refused when they are not: %s', (_, keys) => {
    expect(pinnedKeys.safeParse(keys).success).toBe(false);
  });

  it('are found by person id, in any case, and never by a name', () => {
    const pins = { [BOB.id.toUpperCase()]: ['two'], carol: ['three'] };
    expect(pinnedFor(pins, BOB)?.fingerprints).toEqual(new Set(['two']));
    expect(pinnedFor({ bob: ['one'], carol: ['three'] }, BOB)).toBeNull();
    expect(isPinnedElsewhere({ bob: ['one'] }, 'one')).toBe(true);
  });
});
