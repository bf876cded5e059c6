import { describe, expect, it } from 'vitest';

import { fieldWords } from './field-words.ts';

describe('a field in words', () => {
  it.each([
    ['/keyManager', 'key manager'],
    ['servers', 'servers'],
    ['/servers/0/server', 'servers › 1 › server'],
    ['/expandedAccessToken', 'expanded access token'],
  ])('%s is “%s”', (pointer, words) => {
    expect(fieldWords(pointer)).toBe(words);
  });
});
