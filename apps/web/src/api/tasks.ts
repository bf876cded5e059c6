import type { TaskDetail } from '@keyward/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';
import type { ListFilters } from './changes.ts';
import { LARGEST_PAGE, readPages } from './read-pages.ts';

/** A day back from now, for lists of which only the beginning is read: their later pages would not fit the first. */
export const LAST_DAY = '24h';

/** Words of the address for when a task ended, and how many days before today each begins. */
const ENDED_DAYS: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['yesterday', 1],
  ['week', 6],
]);

export const taskKeys = {
  all: ['tasks'] as const,
  lists: ['tasks', 'list'] as const,
  one: (id: string) => ['tasks', 'one', id] as const,
  earlier: (id: string, before: string | null) =>
    ['tasks', 'earlier', id, before] as const,
  observation: (id: string) => ['tasks', 'observation', id] as const,
};

/** The filters as the server takes them: a day that ended tasks are from begins at the reader's midnight. */
export function taskListQuery({ ended, ...filters }: ListFilters): ListFilters {
  if (ended === LAST_DAY) {
    const from = new Date(Date.now() - 86_400_000);
    return { ...filters, endedFrom: from.toISOString() };
  }
  const days = typeof ended === 'string' ? ENDED_DAYS.get(ended) : undefined;
  if (days === undefined) return filters;
  const from = new Date();
  from.setHours(0, 0, 0, 0);
  from.setDate(from.getDate() - days);
  return { ...filters, endedFrom: from.toISOString() };
}

export function tasksQuery(filters: ListFilters) {
  return infiniteQueryOptions({
    queryKey: [...taskKeys.lists, filters],
    queryFn: ({ pageParam, signal }) =>
      callRoute('listTasks', {
        query: { ...taskListQuery(filters), cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // The first page has no cursor; the type names the later ones.
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Every task of these filters, in their order, for a file. */
export function allTasks(filters: ListFilters, signal: AbortSignal) {
  const query = { ...taskListQuery(filters), limit: LARGEST_PAGE };
  return readPages(
    (cursor) => callRoute('listTasks', { query: { ...query, cursor }, signal }),
    signal,
  );
}

export function taskQuery(id: string) {
  return queryOptions({
    queryKey: taskKeys.one(id),
    queryFn: ({ signal }) => callRoute('getTask', { params: { id }, signal }),
  });
}

/** What a task's log says before the lines of its page, newest first; read only when a person asks for it. */
export function earlierEventsQuery({
  id,
  eventsBefore,
}: Pick<TaskDetail, 'id' | 'eventsBefore'>) {
  return infiniteQueryOptions({
    queryKey: taskKeys.earlier(id, eventsBefore),
    queryFn: ({ pageParam, signal }) =>
      callRoute('listTaskEvents', {
        params: { id },
        query: { cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: eventsBefore,
    getNextPageParam: (page) => page.nextCursor,
    enabled: false,
    staleTime: Infinity,
  });
}

/** Asks the target itself, so only when a person opens it or asks again. */
export function taskObservationQuery(id: string) {
  return queryOptions({
    queryKey: taskKeys.observation(id),
    queryFn: ({ signal }) =>
      callRoute('observeTask', { params: { id }, signal }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
}

export function cancelTask(id: string) {
  return callRoute('cancelTask', { params: { id } });
}

export function retryTask(id: string) {
  return callRoute('retryTask', { params: { id } });
}

export function reconcileTask(
  id: string,
  body: { outcome: 'applied' | 'not_applied'; comment: string },
) {
  return callRoute('reconcileTask', { params: { id }, body });
}

/** Be told when a task ends or needs somebody. */
export function followTask(id: string) {
  return callRoute('followTask', { params: { id } });
}

export function unfollowTask(id: string) {
  return callRoute('unfollowTask', { params: { id } });
}
