import type { TaskSummary } from '@keyward/contract';
import { useInfiniteQuery } from '@tanstack/react-query';

import { LAST_DAY, tasksQuery } from '../../../api/tasks.ts';
import type { Filters } from '../../../list/filters.ts';

/** More than a wall has room for; what does not fit is counted. */
const MOST = 30;
/** The stream tells of everything; this renews what only the clock moves, and what a lost stream may have missed. */
const AGAIN_MS = 60_000;

export interface WallList {
  tasks: readonly TaskSummary[];
  /** How many there are in all; null until that is known. */
  count: number | null;
  isMore: boolean;
  /** Why the last try failed; the next one is on its way. */
  failure: Error | null;
}

function useWallList(filters: Filters, limit = MOST): WallList {
  const { data, failureReason } = useInfiniteQuery({
    ...tasksQuery({ ...filters, limit }),
    refetchInterval: AGAIN_MS,
    refetchIntervalInBackground: true,
    // A wall has nobody to press a button.
    retry: true,
    retryDelay: 5_000,
  });
  const page = data?.pages[0];
  return {
    tasks: page?.items ?? [],
    count: page?.count?.value ?? null,
    isMore: page?.count?.isMore ?? false,
    failure: failureReason,
  };
}

/** What a wall shows: what runs and waits, what nobody knows, and how the last 24 hours ended. */
export function useWallTasks() {
  return {
    running: useWallList({ state: 'running', sort: 'longest' }),
    queued: useWallList({ state: 'queued', sort: 'oldest' }),
    unknown: useWallList({ state: 'outcome_unknown' }),
    failed: useWallList({ state: 'failed', ended: LAST_DAY }),
    succeeded: useWallList({ state: 'succeeded', ended: LAST_DAY }, 1),
  };
}

export type WallTasks = ReturnType<typeof useWallTasks>;
