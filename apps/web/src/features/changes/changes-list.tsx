import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { allChanges, changesQuery } from '../../api/changes.ts';
import { CsvButton } from '../../list/csv-button.tsx';
import { hasFilters, type Filters } from '../../list/filters.ts';
import { ListBar } from '../../list/list-bar.tsx';
import { ListBody } from '../../list/list-body.tsx';
import { ListExtent } from '../../list/list-extent.tsx';
import { CHANGE_COLUMNS } from './change-columns.ts';
import { ChangeFilters } from './change-filters.tsx';
import { ChangesTable } from './changes-table.tsx';

const ORDERS = [
  { value: 'newest', text: say('changes.newest-first') },
  { value: 'oldest', text: say('changes.oldest-first') },
  { value: 'deadline', text: say('changes.open-next-deadline-first') },
] as const;

interface ChangesListProps {
  filters: Filters;
  onFilter: (patch: Filters) => void;
  onClear: () => void;
  canDecide: boolean;
}

/** The list of changes with its filters, its export and every state a list can be in. */
export function ChangesList({
  filters,
  onFilter,
  onClear,
  canDecide,
}: ChangesListProps): ReactNode {
  const query = useInfiniteQuery(changesQuery(filters));
  const changes = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ListBar
        filters={filters}
        onClear={onClear}
        summary={
          <>
            <ListExtent
              query={query}
              shown={changes.length}
              orders={ORDERS}
              filters={filters}
              onFilter={onFilter}
            />
            <CsvButton
              name="keyward-changes"
              columns={CHANGE_COLUMNS}
              rows={changes}
              readAll={
                query.hasNextPage
                  ? (signal) => allChanges(filters, signal)
                  : undefined
              }
            />
          </>
        }
      >
        <ChangeFilters
          filters={filters}
          onChange={onFilter}
          canDecide={canDecide}
        />
      </ListBar>
      <ListBody
        query={query}
        count={changes.length}
        isFiltered={hasFilters(filters)}
        onClear={onClear}
        covers={say('list.search-covers-references-hosts-tickets')}
        empty={
          <EmptyPage title={say('changes.no-change-has-been-submitted-yet')}>
            {say('changes.a-change-appears-here-the-moment-somebody')}
          </EmptyPage>
        }
      >
        <ChangesTable changes={changes} label={say('changes.changes')} />
      </ListBody>
    </>
  );
}
