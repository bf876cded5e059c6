import type { ListCount as Count } from '@keyward/contract';
import type { ReactNode } from 'react';

import type { Choice } from './choice-filter.tsx';
import { hasFilters, type Filters } from './filters.ts';
import { ListCount } from './list-count.tsx';
import { OrderChoice } from './order-choice.tsx';

interface ListExtentProps {
  query: {
    data: { pages: readonly { count?: Count | undefined }[] } | undefined;
    hasNextPage: boolean;
  };
  shown: number;
  /** The first one is in force when the address says nothing. */
  orders: readonly [Choice, ...Choice[]];
  filters: Filters;
  onFilter: (patch: Filters) => void;
}

/** How much of a list is shown, and from which end. */
export function ListExtent({
  query,
  shown,
  orders,
  filters,
  onFilter,
}: ListExtentProps): ReactNode {
  return (
    <>
      {query.data !== undefined && (
        <ListCount
          shown={shown}
          count={query.data.pages[0]?.count}
          hasMore={query.hasNextPage}
          isAnswer={hasFilters(filters)}
        />
      )}
      <OrderChoice
        orders={orders}
        value={filters['sort']}
        onChange={(sort) => {
          onFilter({ sort });
        }}
      />
    </>
  );
}
