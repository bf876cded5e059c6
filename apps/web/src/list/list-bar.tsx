import {
  Button,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from '@patternfly/react-core';
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
    <Toolbar className="kw-list-bar">
      <ToolbarContent>
        <ToolbarGroup variant="filter-group" className="kw-list-filters">
          {children}
          {hasFilters(filters) && (
            <ToolbarItem>
              <Button variant="link" onClick={onClear}>
                Clear filters
              </Button>
            </ToolbarItem>
          )}
        </ToolbarGroup>
        <ToolbarGroup align={{ default: 'alignEnd' }}>{summary}</ToolbarGroup>
      </ToolbarContent>
    </Toolbar>
  );
}
