import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { createRuntime } from './runtime.ts';

export function App(): ReactNode {
  const [{ queryClient, router }] = useState(() => createRuntime());
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
