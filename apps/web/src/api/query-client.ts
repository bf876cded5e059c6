import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { isApiProblem } from './api-problem.ts';

const RETRIES = 2;
const LONGEST_WAIT_MS = 30_000;

/** A refusal stays a refusal; only a missing answer or an overloaded server is worth another try. */
function isWorthRetrying(failures: number, error: unknown): boolean {
  if (failures >= RETRIES) return false;
  return (
    isApiProblem(error) &&
    (error.status === 0 ||
      error.status === 503 ||
      error.status === 429 ||
      error.code === 'unreadable_answer')
  );
}

/** As long as the console says, else a second at first and twice that then. */
export function retryDelayMs(failures: number, error: unknown): number {
  const seconds = isApiProblem(error)
    ? error.problem.retryAfterSeconds
    : undefined;
  return seconds === undefined
    ? 1000 * 2 ** failures
    : Math.min(seconds * 1000, LONGEST_WAIT_MS);
}

/**
 * The one cache of server state. `onSignedOut` runs when any call but the session's own finds nobody signed in.
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (isApiProblem(error) && error.code === 'unauthenticated') onSignedOut();
  };
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== 'session') onError(error);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error) => {
        onError(error);
        // The banner that says why comes with the session.
        if (isApiProblem(error) && error.code === 'sealed') {
          void client.invalidateQueries({ queryKey: ['session'] });
        }
      },
    }),
    defaultOptions: {
      queries: {
        // A browser without a network may still reach a console on its own machine, and what it cannot reach says so at
        // once: nothing waits unseen, and nothing is sent later by itself.
        networkMode: 'always',
        refetchOnReconnect: true,
        retry: isWorthRetrying,
        retryDelay: retryDelayMs,
        staleTime: 15_000,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}
