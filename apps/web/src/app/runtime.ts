import type { QueryClient } from '@tanstack/react-query';
import type { RouterHistory } from '@tanstack/react-router';

import { createQueryClient } from '../api/query-client.ts';
import { leaveForSignIn } from './leave-for-sign-in.ts';
import { createAppRouter } from './router.tsx';

export interface Runtime {
  queryClient: QueryClient;
  router: ReturnType<typeof createAppRouter>;
}

/** The cache and the router of one page; a session that has ended leads to sign-in, keeping where the person was. */
export function createRuntime(history?: RouterHistory): Runtime {
  const queryClient = createQueryClient(() => {
    leaveForSignIn(router, queryClient);
  });
  const router = createAppRouter(queryClient, history);
  return { queryClient, router };
}
