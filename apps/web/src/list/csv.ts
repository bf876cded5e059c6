export interface CsvColumn<T> {
  title: string;
  value: (row: T) => string | null;
}

/** Characters with which a spreadsheet starts a formula or jumps to another cell. */
const FORMULA = /^[=+\-@\t\r\n]/;

function cell(value: string | null): string {
  const text = value ?? '';
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(safe) || safe !== text
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
