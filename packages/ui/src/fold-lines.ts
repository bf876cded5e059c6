/** Something to show, or a fold that stands for several. */
export type Folded<T> =
  | { kind: 'item'; item: T; index: number }
  | { kind: 'fold'; start: number; items: T[]; hidesChanges: boolean };

/** So many unchanged ones in all stay in sight; with more, their runs fold. */
const CALM = 12;
/** Unchanged ones around each change, and the shortest run worth a fold. */
const AROUND = 1;
const SHORTEST_FOLD = 4;
/** Changed ones in sight; the rest is counted and one press away. */
const MOST_CHANGED = 200;

/**
 * Folds what is the same on both sides, so that one difference among thousands of lines is in sight. Nothing is left
 * out: each fold keeps its items, and says whether there are changes among them.
 */
export function foldUnchanged<T>(
  items: readonly T[],
  isSame: (item: T) => boolean,
): Folded<T>[] {
  const same = items.map(isSame);
  const foldsSame = same.filter(Boolean).length > CALM;
  const found: Folded<T>[] = [];
  let changed = 0;
  for (let start = 0; start < items.length;) {
    let end = start + 1;
    while (end < items.length && same[end] === same[start]) end += 1;
    if (same[start] === true) {
      const [from, to] = foldsSame
        ? insideOf(start, end, items.length)
        : [end, end];
      found.push(...shown(items, start, from));
      if (to > from) found.push(fold(items, from, to, false));
      found.push(...shown(items, to, end));
    } else {
      const room = Math.max(0, MOST_CHANGED - changed);
      const to = Math.min(end, start + room);
      found.push(...shown(items, start, to));
      if (end > to) found.push(fold(items, to, end, true));
      changed += end - start;
    }
    start = end;
  }
  return found;
}

/** The part of an unchanged run that folds: all but what is next to a change. */
function insideOf(
  start: number,
  end: number,
  length: number,
): [from: number, to: number] {
  const from = start === 0 ? start : start + AROUND;
  const to = end === length ? end : end - AROUND;
  return to - from >= SHORTEST_FOLD ? [from, to] : [end, end];
}

function shown<T>(items: readonly T[], from: number, to: number): Folded<T>[] {
  return items
    .slice(from, to)
    .map((item, offset) => ({ kind: 'item', item, index: from + offset }));
}

function fold<T>(
  items: readonly T[],
  from: number,
  to: number,
  hidesChanges: boolean,
): Folded<T> {
  return {
    kind: 'fold',
    start: from,
    items: items.slice(from, to),
    hidesChanges,
  };
}
