import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';

import { FactText } from './fact-text.tsx';

export interface Difference {
  label: string;
  before: string | null;
  after: string | null;
}

function kindOf({
  before,
  after,
}: Difference): 'same' | 'added' | 'removed' | 'changed' {
  if (before === after) return 'same';
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

const WORD = {
  same: 'unchanged',
  added: 'added',
  removed: 'removed',
  changed: 'changed',
} as const;

/** One value, line by line; a line that the other side has too is the quiet one. */
function Value({
  text,
  other,
}: {
  text: string | null;
  other: string | null;
}): ReactNode {
  if (text === null || text === '') {
    return <span className="kw-subtle">nothing</span>;
  }
  const left = other === text ? [] : (other ?? '').split('\n');
  return text.split('\n').map((line, index) => {
    const twin = left.indexOf(line);
    if (twin >= 0) left.splice(twin, 1);
    return (
      <div key={index} {...(twin >= 0 ? { className: 'kw-diff-kept' } : {})}>
        <FactText text={line} />
      </div>
    );
  });
}

interface BeforeAfterProps {
  differences: readonly Difference[];
  label: string;
  /** Headings of the two values, when they are not a before and an after. */
  headings?: readonly [string, string];
}

/** What is and what will be, line by line. The word at the end of each line says the difference without colour. */
export function BeforeAfter({
  differences,
  label,
  headings = ['Before', 'After'],
}: BeforeAfterProps): ReactNode {
  const [before, after] = headings;
  return (
    <Table variant="compact" aria-label={label} className="kw-before-after">
      <Thead>
        <Tr>
          <Th width={20}>What</Th>
          <Th width={35}>{before}</Th>
          <Th width={35}>{after}</Th>
          <Th width={10} modifier="nowrap">
            Difference
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {differences.map((difference, index) => (
          <Tr key={index} className={`kw-diff-${kindOf(difference)}`}>
            <Th scope="row" dataLabel="What">
              <FactText text={difference.label} />
            </Th>
            <Td dataLabel={before} className="kw-diff-before">
              <Value text={difference.before} other={difference.after} />
            </Td>
            <Td dataLabel={after} className="kw-diff-after">
              <Value text={difference.after} other={difference.before} />
            </Td>
            <Td dataLabel="Difference">{WORD[kindOf(difference)]}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
