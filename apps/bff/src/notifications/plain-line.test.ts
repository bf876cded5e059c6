import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { plainLine } from './plain-line.ts';

describe('a name in a sentence that leaves the console', () => {
  it.each([
    ['two\r\nlines: x', 'two lines: x'],
    ['right\u202Eto left', 'right to left'],
    ['  spaces\u00a0and\u2028more ', 'spaces and more'],
    ['zero\u200bwidth', 'zero width'],
    ['é and 漢字 stay', 'é and 漢字 stay'],
  ])('%j becomes %j', (given, plain) => {
    expect(plainLine(given)).toBe(plain);
  });

  it('is one bounded line of visible characters, whatever it was', () => {
    fc.assert(
      fc.property(fc.uint16Array({ maxLength: 400 }), (units) => {
        const line = plainLine(String.fromCharCode(...units), 50);
        expect([...line].length).toBeLessThanOrEqual(50);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(line.isWellFormed()).toBe(true);
      }),
    );
  });
});
