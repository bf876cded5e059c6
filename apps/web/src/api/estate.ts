import type { RouteParams } from '@keyward/contract';
import { queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';

export type CollectionName = RouteParams<'readEstate'>['collection'];

/** What a connection reports. The server answers from its cache and refreshes behind it. */
export function estateQuery(connectionId: string, collection: CollectionName) {
  return queryOptions({
    queryKey: ['estate', connectionId, collection],
    queryFn: ({ signal }) =>
      callRoute('readEstate', {
        params: { id: connectionId, collection },
        signal,
      }),
    staleTime: 30_000,
    retry: false,
  });
}
