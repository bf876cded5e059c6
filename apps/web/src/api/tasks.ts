import type { TaskDetail } from '@keyward/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';
import type { ListFilters } from './changes.ts';

export const taskKeys = {
  all: ['tasks'] as const,
  lists: ['tasks', 'list'] as const,
  one: (id: string) => ['tasks', 'one', id] as const,
  earlier: (id: string, before: string | null) =>
    ['tasks', 'earlier', id, before] as const,
  observation: (id: string) => ['tasks', 'observation', id] as const,
};

export function tasksQuery(filters: ListFilters) {
  return infiniteQueryOptions({
    queryKey: [...taskKeys.lists, filters],
    queryFn: ({ pageParam, signal }) =>
      callRoute('listTasks', {
        query: { ...filters, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // The first page has no cursor; the type names the later ones.
    getNextPageParam: (page) => page.nextCursor,
  });
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
