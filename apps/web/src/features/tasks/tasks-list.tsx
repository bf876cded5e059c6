import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';

import { allTasks, tasksQuery } from '../../api/tasks.ts';
import { CsvButton } from '../../list/csv-button.tsx';
import { hasFilters, type Filters } from '../../list/filters.ts';
import { ListBar } from '../../list/list-bar.tsx';
import { ListBody } from '../../list/list-body.tsx';
import { ListExtent } from '../../list/list-extent.tsx';
import { TASK_COLUMNS } from './task-columns.ts';
import { TaskFilters } from './task-filters.tsx';
import { TasksTable } from './tasks-table.tsx';

const ORDERS = [
  { value: 'newest', text: say('tasks.newest-first') },
  { value: 'oldest', text: say('tasks.oldest-first') },
  { value: 'longest', text: say('tasks.running-longest-first') },
] as const;

interface TasksListProps {
  filters: Filters;
  onFilter: (patch: Filters) => void;
  onClear: () => void;
}

/** The list of tasks with its filters, its export and every state a list can be in. */
export function TasksList({
  filters,
  onFilter,
  onClear,
}: TasksListProps): ReactNode {
  const query = useInfiniteQuery(tasksQuery(filters));
  const pages = query.data?.pages;
  const tasks = useMemo(
    () => pages?.flatMap((page) => page.items) ?? [],
    [pages],
  );
  return (
    <>
      <ListBar
        filters={filters}
        onClear={onClear}
        summary={
          <>
            <ListExtent
              query={query}
              shown={tasks.length}
              orders={ORDERS}
              filters={filters}
              onFilter={onFilter}
            />
            <CsvButton
              name="keyward-tasks"
              columns={TASK_COLUMNS}
              rows={tasks}
              readAll={
                query.hasNextPage
                  ? (signal) => allTasks(filters, signal)
                  : undefined
              }
            />
          </>
        }
      >
        <TaskFilters filters={filters} onChange={onFilter} />
      </ListBar>
      <ListBody
        query={query}
        count={tasks.length}
        isFiltered={hasFilters(filters)}
        onClear={onClear}
        covers={say('list.search-covers-references-hosts-tickets')}
        empty={
          <EmptyPage title={say('tasks.no-task-has-run-yet')}>
            {say('tasks.a-task-starts-when-a-change-has')}
          </EmptyPage>
        }
      >
        <TasksTable tasks={tasks} label={say('tasks.tasks')} />
      </ListBody>
    </>
  );
}
