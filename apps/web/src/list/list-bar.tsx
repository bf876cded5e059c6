import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { hasFilters, type Filters } from './filters.ts';

interface ListBarProps {
  filters: Filters;
  onClear: () => void;
  /** The filter controls, in order. */
  children: ReactNode;
  /** How much is shown, and what can be done with it. */
  summary: ReactNode;
}

/** Filters at the left, count and export at the right. */
export function ListBar({
  filters,
  onClear,
  children,
  summary,
}: ListBarProps): ReactNode {
  return (
    <div className="kw-list-bar">
      <div className="kw-list-filters">
        {children}
        {hasFilters(filters) && (
          <Button variant="link" onClick={onClear}>
            {say('list.clear-filters')}
          </Button>
        )}
      </div>
      <div className="kw-list-summary">{summary}</div>
    </div>
  );
}
