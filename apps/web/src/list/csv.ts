import { visibleText } from '@keyward/contract/visible-text';

export interface CsvColumn<T> {
  title: string;
  value: (row: T) => string | null;
}

/** What makes a spreadsheet run a cell or jump to another one. Blanks in front do not help; full-width forms count. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/;

/** A file leaves the page: what would not show, or would turn letters around, stands as its code point there too. */
function cell(value: string | null): string {
  const text = visibleText(value ?? '');
  const isFormula = FORMULA.test(value ?? '');
  const safe = isFormula ? `'${text}` : text;
  return isFormula || /[",\r\n;]|^\s|\s$/.test(safe)
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}

/** Rows as RFC 4180 text. A value that a spreadsheet would run as a formula is marked as text with an apostrophe. */
export function toCsv<T>(
  columns: readonly CsvColumn<T>[],
  rows: readonly T[],
): string {
  const lines = [
    columns.map((column) => cell(column.title)),
    ...rows.map((row) => columns.map((column) => cell(column.value(row)))),
  ];
  return `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}
