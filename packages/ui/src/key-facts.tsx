import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';

export interface KeyFact {
  term: string;
  value: ReactNode;
}

interface KeyFactsProps {
  facts: readonly KeyFact[];
  columns?: 1 | 2 | 3;
  isHorizontal?: boolean;
}

/** Short named facts, in columns that fold to one on a narrow screen. */
export function KeyFacts({
  facts,
  columns = 1,
  isHorizontal = false,
}: KeyFactsProps): ReactNode {
  const lg = `${String(columns)}Col` as '1Col' | '2Col' | '3Col'; // The template keeps the number's type only as text.
  return (
    <DescriptionList
      isCompact
      isHorizontal={isHorizontal}
      columnModifier={{ default: '1Col', lg }}
      className="kw-facts"
    >
      {facts.map(({ term, value }) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription>{value}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}
