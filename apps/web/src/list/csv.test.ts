import { describe, expect, it } from 'vitest';

import { toCsv } from './csv.ts';

const COLUMNS = [{ title: 'Value', value: (row: string | null) => row }];

function exported(value: string | null): string {
  return toCsv(COLUMNS, [value]).split('\r\n').slice(1, -1).join('\r\n');
}

describe('a list as CSV', () => {
  it('has a header, one line a row and CRLF ends', () => {
    expect(toCsv(COLUMNS, ['a', 'b'])).toBe('Value\r\na\r\nb\r\n');
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
