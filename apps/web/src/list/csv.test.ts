import { describe, expect, it } from 'vitest';

import { csvLines } from './csv.ts';

function exported(value: string | null): string {
  return csvLines([[value]]).replace(/\r\n$/, '');
}

describe('a list as CSV', () => {
  it('has one line a record and CRLF ends', () => {
    expect(
      csvLines([
        ['a', 'b'],
        ['c', null],
      ]),
    ).toBe('a,b\r\nc,\r\n');
  });

  it('quotes what would break a row', () => {
    expect(exported('a "b", c')).toBe('"a ""b"", c"');
    expect(exported('two\nlines')).toBe('"two\nlines"');
  });

  it('writes nothing for nothing', () => {
    expect(exported(null)).toBe('');
  });

  it('keeps blanks at the ends, and lets nothing in a value hide or turn letters around', () => {
    expect(exported(' a ')).toBe('" a "');
    expect(exported('kms\u202eexe.\u200b')).toBe('kms⟨U+202E⟩exe.⟨U+200B⟩');
    expect(exported('\u202e=1+1')).toBe('⟨U+202E⟩=1+1');
  });

  it.each([
    '=cmd|calc',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '  =1+1',
    '\u00a0@SUM(A1)',
    '＝1+1',
  ])('lets a spreadsheet run nothing that starts with %j', (value) => {
    expect(exported(value).startsWith(`"'`)).toBe(true);
  });
});
