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

/** Records as RFC 4180 text. A value that a spreadsheet would run as a formula is marked as text with an apostrophe. */
export function csvLines(
  records: readonly (readonly (string | null)[])[],
): string {
  return records.map((each) => `${each.map(cell).join(',')}\r\n`).join('');
}
