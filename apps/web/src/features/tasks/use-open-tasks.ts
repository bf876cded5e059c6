import { useInfiniteQuery } from '@tanstack/react-query';

import { tasksQuery } from '../../api/tasks.ts';

/** How many tasks wait or run, for a title; null while nobody has counted. */
export function useOpenTasks(): number | null {
  const { data } = useInfiniteQuery(
    tasksQuery({ state: 'queued,running', limit: 1 }),
  );
  return data?.pages[0]?.count?.value ?? null;
}
