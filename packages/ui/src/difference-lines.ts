import { foldUnchanged, type Folded } from './fold-lines.ts';

export interface Difference {
  label: string;
  before: string | null;
  after: string | null;
}

export interface DifferenceLine {
  text: string;
  /** The other side has it too. */
  isKept: boolean;
}

/** One value line by line; a line that the other side has too is kept. */
function linesOf(text: string | null, other: string | null): DifferenceLine[] {
  if (text === null || text === '') return [];
  const left = new Map<string, number>();
  for (const line of other === text ? [] : (other ?? '').split('\n')) {
    left.set(line, (left.get(line) ?? 0) + 1);
  }
  return text.split('\n').map((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return { text: line, isKept: count > 0 };
  });
}

/** Lines of one side, folded; a value that is the same on both sides folds as a whole. */
export function foldedLines(
  difference: Difference,
  side: 'before' | 'after',
): Folded<DifferenceLine>[] {
  const other = side === 'before' ? 'after' : 'before';
  const isSame = difference.before === difference.after;
  return foldUnchanged(
    linesOf(difference[side], difference[other]),
    (line) => isSame || line.isKept,
  );
}

export function foldedRows(
  differences: readonly Difference[],
): Folded<Difference>[] {
  return foldUnchanged(differences, (each) => each.before === each.after);
}

/** Names one fold of a table: of its rows, or of one side of one row. */
export function foldKey(
  start: number,
  inside?: { row: number; side: 'before' | 'after' },
): string {
  return inside === undefined
    ? `rows-${String(start)}`
    : `row-${String(inside.row)}-${inside.side}-${String(start)}`;
}

/** The folds behind which there are changes: what has to be opened to have seen them all. */
export function hiddenChanges(differences: readonly Difference[]): string[] {
  const rows = foldedRows(differences).flatMap((each) =>
    each.kind === 'fold' && each.hidesChanges ? [foldKey(each.start)] : [],
  );
  const values = differences.flatMap((difference, row) =>
    (['before', 'after'] as const).flatMap((side) =>
      foldedLines(difference, side).flatMap((each) =>
        each.kind === 'fold' && each.hidesChanges
          ? [foldKey(each.start, { row, side })]
          : [],
      ),
    ),
  );
  return [...rows, ...values];
}
