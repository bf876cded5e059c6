import type { Session } from '@keyward/contract';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';

import { createRuntime } from '../app/runtime.ts';
import { fakeConsole } from './fake-console.ts';
import { aPolicy } from './policy-fixtures.ts';

type Handlers = Parameters<typeof fakeConsole>[0];

/** The whole app at one address, for one person, over a console that answers as the test says. */
export async function renderPage(
  path: string,
  session: Session,
  handlers: Handlers,
) {
  const { calls } = fakeConsole({
    'GET /api/session': () => ({ body: session }),
    'GET /api/operations': () => ({ body: { items: [] } }),
    'GET /api/connections': () => ({ body: { items: [] } }),
    'GET /api/policy': () => ({ body: aPolicy() }),
    ...handlers,
  });
  document.cookie = 'keyward-signed-in=1; Path=/';
  const { queryClient, router } = createRuntime(
    createMemoryHistory({ initialEntries: [path] }),
  );
  await router.load();
  const view = render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { ...view, calls, router, queryClient };
}
