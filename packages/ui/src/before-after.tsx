import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

import {
  foldedLines,
  foldedRows,
  foldKey,
  type Difference,
} from './difference-lines.ts';
import { FactText } from './fact-text.tsx';
import { Table, Tbody, Td, Th, Thead, Tr } from './table.tsx';

export { hiddenChanges, type Difference } from './difference-lines.ts';

function kindOf({
  before,
  after,
}: Difference): 'same' | 'added' | 'removed' | 'changed' {
  if (before === after) return 'same';
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

const WORD = {
  same: say('ui.unchanged'),
  added: say('ui.added'),
  removed: say('ui.removed'),
  changed: say('ui.changed'),
} as const;

/** Which folds are open, and how to open one. */
export interface Folds {
  opened: ReadonlySet<string>;
  onOpen: (key: string) => void;
}

function useOwnFolds(): Folds {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  return {
    opened,
    onOpen: (key) => {
      setOpened(new Set([...opened, key]));
    },
  };
}

function FoldButton({
  id,
  count,
  what,
  hidesChanges,
  onOpen,
}: {
  id: string;
  count: number;
  what: 'line' | 'row';
  hidesChanges: boolean;
  onOpen: () => void;
}): ReactNode {
  return (
    <Button
      id={`fold-${id}`}
      variant="link"
      isInline
      className="kw-fold"
      onClick={onOpen}
    >
      {say('ui.show-folded', {
        count,
        kind: hidesChanges ? 'changed' : 'unchanged',
        what,
      })}
    </Button>
  );
}

/** One value, line by line; a line that the other side has too is the quiet one, and many of them fold. */
function Value({
  difference,
  side,
  row,
  folds,
}: {
  difference: Difference;
  side: 'before' | 'after';
  row: number;
  folds: Folds;
}): ReactNode {
  const text = difference[side];
  if (text === null || text === '') {
    return <span className="kw-subtle">{say('ui.nothing')}</span>;
  }
  return foldedLines(difference, side).map((each) => {
    if (each.kind === 'item') {
      return (
        <div
          key={each.index}
          {...(each.item.isKept ? { className: 'kw-diff-kept' } : {})}
        >
          <FactText text={each.item.text} />
        </div>
      );
    }
    const key = foldKey(each.start, { row, side });
    if (!folds.opened.has(key)) {
      return (
        <div key={key}>
          <FoldButton
            id={key}
            count={each.items.length}
            what="line"
            hidesChanges={each.hidesChanges}
            onOpen={() => {
              folds.onOpen(key);
            }}
          />
        </div>
      );
    }
    return each.items.map((line, offset) => (
      <div
        key={each.start + offset}
        {...(line.isKept ? { className: 'kw-diff-kept' } : {})}
      >
        <FactText text={line.text} />
      </div>
    ));
  });
}

interface BeforeAfterProps {
  differences: readonly Difference[];
  label: string;
  /** Headings of the two values, when they are not a before and an after. */
  headings?: readonly [string, string];
  /** Held by the caller when it matters that every change has been in sight. */
  folds?: Folds | undefined;
}

/**
 * What is and what will be, line by line. The word at the end of each line says the difference without colour. Long
 * lists fold what is the same on both sides; every fold says how much it holds.
 */
export function BeforeAfter({
  differences,
  label,
  headings = [say('ui.before'), say('ui.after')],
  folds,
}: BeforeAfterProps): ReactNode {
  const own = useOwnFolds();
  const held = folds ?? own;
  const [before, after] = headings;
  const row = (difference: Difference, index: number): ReactNode => (
    <Tr key={index} className={`kw-diff-${kindOf(difference)}`}>
      <Th scope="row" dataLabel={say('ui.what')}>
        <FactText text={difference.label} />
      </Th>
      <Td dataLabel={before} className="kw-diff-before">
        <Value difference={difference} side="before" row={index} folds={held} />
      </Td>
      <Td dataLabel={after} className="kw-diff-after">
        <Value difference={difference} side="after" row={index} folds={held} />
      </Td>
      <Td dataLabel={say('ui.difference')}>{WORD[kindOf(difference)]}</Td>
    </Tr>
  );
  return (
    <Table aria-label={label} className="kw-before-after">
      <Thead>
        <Tr>
          <Th width={25}>{say('ui.what')}</Th>
          <Th width={30}>{before}</Th>
          <Th width={30}>{after}</Th>
          <Th width={10} modifier="nowrap">
            {say('ui.difference')}
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {foldedRows(differences).map((each) => {
          if (each.kind === 'item') return row(each.item, each.index);
          const key = foldKey(each.start);
          if (held.opened.has(key)) {
            return each.items.map((item, offset) =>
              row(item, each.start + offset),
            );
          }
          return (
            <Tr key={key}>
              <Td colSpan={4}>
                <FoldButton
                  id={key}
                  count={each.items.length}
                  what="row"
                  hidesChanges={each.hidesChanges}
                  onOpen={() => {
                    held.onOpen(key);
                  }}
                />
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}
