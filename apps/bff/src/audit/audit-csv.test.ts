import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { csvCell, csvRecord } from './audit-csv.ts';
import { inertText } from './inert-text.ts';

/** A strict RFC 4180 reader of one record, written for this test only. */
function readRecord(record: string): string[] {
  const cells: string[] = [];
  let rest = record;
  for (;;) {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/.exec(rest);
    if (match === null) throw new Error(`not a record: ${rest}`);
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') return cells;
    rest = rest.slice(match[0].length);
  }
}

const awkward = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(...'=+-@\t\r\n"\',;| a1＝'),
    maxLength: 12,
  }),
);

describe('the CSV of the audit log', () => {
  it('reads back as the cells that were written, formulas apart', () => {
    fc.assert(
      fc.property(fc.array(awkward, { minLength: 1 }), (cells) => {
        const read = readRecord(csvRecord(cells));
        expect(read).toHaveLength(cells.length);
        for (const [index, cell] of cells.entries()) {
          const inert = inertText(cell);
          expect([inert, `'${inert}`]).toContain(read[index]);
        }
      }),
    );
  });

  it('never lets a cell start with what a spreadsheet runs', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        const [cell = ''] = readRecord(csvRecord([text]));
        expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
    );
  });

  it('is one line per record, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(awkward, { minLength: 1 }), (cells) => {
        expect(csvRecord(cells)).toMatch(/^[^\p{Cc}\p{Cf}\u2028\u2029]*\r\n$/u);
      }),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['=cmd|"/c calc"!A1', `"'=cmd|""/c calc""!A1"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\t=1', '\\u0009=1'],
    ['\r=1', '\\u000d=1'],
    ['x\n{"code":"fake"}', `"x\\u000a{""code"":""fake""}"`],
    ['\u001b[2Jgone', '\\u001b[2Jgone'],
    ['\u009b31mred', '\\u009b31mred'],
    ['\u202egnp.exe', '\\u202egnp.exe'],
    ['\u{e0001}tag', '\\udb40\\udc01tag'],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['a;=b', '"a;=b"'],
    ['say "no"', '"say ""no"""'],
    [' padded', '" padded"'],
  ])('writes %j as %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('leaves numbers and missing values as they are', () => {
    expect(csvRecord([42, null, ''])).toBe('42,,\r\n');
  });
});
