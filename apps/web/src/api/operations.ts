import { queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';

/** Every operation with its availability on every connection. */
export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: ({ signal }) => callRoute('listOperations', { signal }),
  staleTime: 60_000,
});
