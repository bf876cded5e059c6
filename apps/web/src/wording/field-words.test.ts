import { describe, expect, it } from 'vitest';

import { fieldWords } from './field-words.ts';

describe('a field in words', () => {
  it.each([
    ['/keyManager', 'key manager'],
    ['servers', 'servers'],
    ['/servers/0/server', 'server 1'],
    ['/servers/1/password', 'server 2 › password'],
    [
      '/operations/0/rule/cooloffMinutes',
      'operation 1 › rule › cooloff minutes',
    ],
    ['/expandedAccessToken', 'expanded access token'],
  ])('%s is “%s”', (pointer, words) => {
    expect(fieldWords(pointer)).toBe(words);
  });
});
