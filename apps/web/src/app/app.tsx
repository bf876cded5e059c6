import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { createQueryClient } from '../api/query-client.ts';
import { createAppRouter } from './router.tsx';

function createRuntime() {
  const queryClient = createQueryClient(() => {
    const { pathname, href } = router.state.location;
    if (pathname === '/sign-in') return;
    queryClient.clear();
    void router.navigate({ to: '/sign-in', search: { next: href } });
  });
  const router = createAppRouter(queryClient);
  return { queryClient, router };
}

export function App(): ReactNode {
  const [{ queryClient, router }] = useState(createRuntime);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
