import type {
  AnyChange,
  ChangeSummary,
  StreamEvent,
  TaskDetail,
  TaskSummary,
} from '@keyward/contract';
import type {
  InfiniteData,
  QueryClient,
  QueryKey,
} from '@tanstack/react-query';

import { changeKeys } from '../changes.ts';
import { connectionKeys } from '../connections.ts';
import { inboxKeys } from '../inbox.ts';
import { taskKeys } from '../tasks.ts';
import { foldChange } from './fold-change.ts';
import {
  foldTask,
  foldTaskDetail,
  needsFreshTask,
  type TaskEvent,
} from './fold-task.ts';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

function mapItems<T>(
  data: InfiniteData<Page<T>> | undefined,
  fold: (item: T) => T,
): InfiniteData<Page<T>> | undefined {
  if (data === undefined) return undefined;
  return {
    ...data,
    pages: data.pages.map((page) => ({ ...page, items: page.items.map(fold) })),
  };
}

/** A task that is over has changed its target; the event does not say which, and the console's own cache knows. */
function hasChangedTarget({ data }: TaskEvent): boolean {
  return (
    data.what === 'state' && data.state !== 'queued' && data.state !== 'running'
  );
}

/** What must be read afresh after an event, coarsest key first. */
function staleAfter(event: StreamEvent): QueryKey[] {
  switch (event.type) {
    case 'task':
      return needsFreshTask(event)
        ? [
            taskKeys.one(event.subject),
            ...(event.data.what === 'state'
              ? [taskKeys.lists, inboxKeys.all]
              : []),
            ...(hasChangedTarget(event) ? [['estate']] : []),
          ]
        : [];
    case 'change':
      return [changeKeys.one(event.subject), changeKeys.lists, inboxKeys.all];
    case 'connection':
      return event.data.what === 'health'
        ? [connectionKeys.all]
        : [
            connectionKeys.all,
            ['operations'],
            ['estate', event.subject],
            inboxKeys.all,
          ];
  }
}

/**
 * Puts one event into what the pages show: known rows change at once, and `refetch` is told what only the server
 * can say. Never invents a row; a new change or task arrives with the fresh list.
 */
export function applyEvent(
  queryClient: QueryClient,
  event: StreamEvent,
  refetch: (key: QueryKey) => void,
): void {
  if (event.type === 'task') {
    queryClient.setQueriesData<InfiniteData<Page<TaskSummary>>>(
      { queryKey: taskKeys.lists },
      (data) => mapItems(data, (task) => foldTask(task, event)),
    );
    queryClient.setQueryData<TaskDetail>(taskKeys.one(event.subject), (task) =>
      task === undefined ? undefined : foldTaskDetail(task, event),
    );
  } else if (event.type === 'change') {
    queryClient.setQueriesData<InfiniteData<Page<ChangeSummary>>>(
      { queryKey: changeKeys.lists },
      (data) => mapItems(data, (change) => foldChange(change, event)),
    );
    queryClient.setQueryData<AnyChange>(
      changeKeys.one(event.subject),
      (change) =>
        change === undefined ? undefined : foldChange(change, event),
    );
  }
  for (const key of staleAfter(event)) refetch(key);
}
