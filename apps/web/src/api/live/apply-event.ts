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

import { acrossKey } from '../across-key.ts';
import { changeKeys } from '../changes.ts';
import { connectionKeys } from '../connections.ts';
import { inboxKeys } from '../inbox.ts';
import { statusKeys } from '../status.ts';
import { taskKeys } from '../tasks.ts';
import { foldChange, type ChangeEvent } from './fold-change.ts';
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

type Pages<T> = InfiniteData<Page<T>> | undefined;

/**
 * The pages with some items replaced. What stays the same stays the same object, so that only rows that changed are
 * drawn again; undefined, which leaves the cache alone, when nothing changed.
 */
function mapItems<T extends { id: string }>(
  data: Pages<T>,
  subjects: ReadonlySet<string>,
  fold: (item: T) => T,
): Pages<T> {
  if (data === undefined) return undefined;
  let isChanged = false;
  const pages = data.pages.map((page) => {
    if (!page.items.some(({ id }) => subjects.has(id))) return page;
    isChanged = true;
    return {
      ...page,
      items: page.items.map((item) =>
        subjects.has(item.id) ? fold(item) : item,
      ),
    };
  });
  return isChanged ? { ...data, pages } : undefined;
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
            statusKeys.all,
            ...(event.data.what === 'state'
              ? [taskKeys.lists, inboxKeys.all]
              : []),
            ...(hasChangedTarget(event) ? [['estate'], acrossKey] : []),
          ]
        : [];
    case 'change':
      return [
        changeKeys.one(event.subject),
        changeKeys.lists,
        statusKeys.all,
        inboxKeys.all,
        acrossKey,
      ];
    case 'connection':
      return event.data.what === 'health'
        ? [connectionKeys.all, statusKeys.all, acrossKey]
        : [
            connectionKeys.all,
            statusKeys.all,
            ['operations'],
            ['estate', event.subject],
            acrossKey,
            inboxKeys.all,
          ];
  }
}

/** Events of each subject, in their order. */
function bySubject<E extends StreamEvent>(
  events: readonly E[],
): ReadonlyMap<string, readonly E[]> {
  return Map.groupBy(events, ({ subject }) => subject);
}

function applyTasks(queryClient: QueryClient, events: readonly TaskEvent[]) {
  const news = bySubject(events);
  const subjects = new Set(news.keys());
  queryClient.setQueriesData<InfiniteData<Page<TaskSummary>>>(
    { queryKey: taskKeys.lists },
    (data) =>
      mapItems(data, subjects, (task) =>
        (news.get(task.id) ?? []).reduce(foldTask, task),
      ),
  );
  for (const [id, own] of news) {
    queryClient.setQueryData<TaskDetail>(taskKeys.one(id), (task) =>
      task === undefined ? undefined : own.reduce(foldTaskDetail, task),
    );
  }
}

function applyChanges(
  queryClient: QueryClient,
  events: readonly ChangeEvent[],
) {
  const news = bySubject(events);
  const subjects = new Set(news.keys());
  queryClient.setQueriesData<InfiniteData<Page<ChangeSummary>>>(
    { queryKey: changeKeys.lists },
    (data) =>
      mapItems(data, subjects, (change) =>
        (news.get(change.id) ?? []).reduce(foldChange, change),
      ),
  );
  for (const [id, own] of news) {
    queryClient.setQueryData<AnyChange>(changeKeys.one(id), (change) =>
      change === undefined ? undefined : own.reduce(foldChange, change),
    );
  }
}

/**
 * Puts events into what the pages show, each list once however many there are: known rows change at once, and `refetch`
 * is told what only the server can say. Never invents a row; a new change or task arrives with the fresh list.
 */
export function applyEvents(
  queryClient: QueryClient,
  events: readonly StreamEvent[],
  refetch: (key: QueryKey) => void,
): void {
  const tasks = events.filter((event) => event.type === 'task');
  const changes = events.filter((event) => event.type === 'change');
  if (tasks.length > 0) applyTasks(queryClient, tasks);
  if (changes.length > 0) applyChanges(queryClient, changes);
  for (const event of events) {
    for (const key of staleAfter(event)) refetch(key);
  }
}

export function applyEvent(
  queryClient: QueryClient,
  event: StreamEvent,
  refetch: (key: QueryKey) => void,
): void {
  applyEvents(queryClient, [event], refetch);
}
