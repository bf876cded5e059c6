import {
  memo,
  useEffect,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';

/** Rows of one part; as many as a page of a list has. */
const PART = 50;
/** Up to here every row is drawn, and the browser's own search finds it. */
const WHOLE = 200;
/** A compact row of one line, in pixels; a part that was drawn once is as high as it was. */
const ROW_HEIGHT = 33;
/** How far outside what is seen rows are drawn already, in pixels. */
const AHEAD = 1200;

interface Row {
  id: string;
}

/** Draws one row; `place` is its place in the list, from 1, where not every row is drawn. The same function every time. */
type DrawRow<T> = (row: T, place: number | undefined) => ReactNode;

/** Whether a list is so long that only the rows near what is seen are drawn. */
export function isDrawnInParts(rows: readonly unknown[]): boolean {
  return rows.length > WHOLE && 'IntersectionObserver' in globalThis;
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  let each = element.parentElement;
  while (each !== null && each !== document.body) {
    const { overflowY } = getComputedStyle(each);
    if (overflowY === 'auto' || overflowY === 'scroll') return each;
    each = each.parentElement;
  }
  return null;
}

/** Whether an element is near what is seen, and how high it was when it last was. */
function useNearness(
  body: RefObject<HTMLElement | null>,
  atFirst: boolean,
): { isNear: boolean; height: number | null } {
  const [nearness, setNearness] = useState<{
    isNear: boolean;
    height: number | null;
  }>({ isNear: atFirst, height: null });
  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (entry === undefined) return;
        setNearness((before) =>
          before.isNear === entry.isIntersecting
            ? before
            : {
                isNear: entry.isIntersecting,
                height: before.isNear
                  ? entry.boundingClientRect.height
                  : before.height,
              },
        );
      },
      { root: scrollerOf(element), rootMargin: `${String(AHEAD)}px 0px` },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [body]);
  return nearness;
}

interface PartProps<T> {
  rows: readonly T[];
  /** Place of its first row, from 1. */
  from: number;
  columns: number;
  drawRow: DrawRow<T>;
}

function DrawnPart<T extends Row>({
  rows,
  from,
  columns,
  drawRow,
}: PartProps<T>): ReactNode {
  const body = useRef<HTMLTableSectionElement>(null);
  const { isNear, height } = useNearness(body, from === 1);
  return (
    <tbody ref={body} className="pf-v6-c-table__tbody">
      {isNear ? (
        rows.map((row, index) => drawRow(row, from + index))
      ) : (
        <tr aria-hidden className="kw-row-space">
          <td
            colSpan={columns}
            style={{ blockSize: height ?? rows.length * ROW_HEIGHT }}
          />
        </tr>
      )}
    </tbody>
  );
}

function isSamePart<T>(one: PartProps<T>, other: PartProps<T>): boolean {
  return (
    one.from === other.from &&
    one.drawRow === other.drawRow &&
    one.rows.length === other.rows.length &&
    one.rows.every((row, index) => row === other.rows[index])
  );
}

// The cast keeps the part generic: memo of a generic component forgets its type parameter.
const Part = memo(DrawnPart, isSamePart) as typeof DrawnPart;

/**
 * The bodies of a table. A long list is drawn in parts of fifty rows, and only those near what is seen: what moves
 * elsewhere in it costs nothing.
 */
export function TableRows<T extends Row>({
  rows,
  columns,
  drawRow,
}: {
  rows: readonly T[];
  columns: number;
  drawRow: DrawRow<T>;
}): ReactNode {
  if (!isDrawnInParts(rows)) {
    return (
      <tbody className="pf-v6-c-table__tbody">
        {rows.map((row) => drawRow(row, undefined))}
      </tbody>
    );
  }
  const parts: ReactNode[] = [];
  for (let from = 0; from < rows.length; from += PART) {
    parts.push(
      <Part
        key={from}
        rows={rows.slice(from, from + PART)}
        from={from + 1}
        columns={columns}
        drawRow={drawRow}
      />,
    );
  }
  return parts;
}
