import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';

const MOST_HITS = 24;

/** What one may have meant by a text; an answer that nobody waits for any more is cancelled. */
export function searchQuery(q: string) {
  return queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) =>
      callRoute('search', { query: { q, limit: MOST_HITS }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    gcTime: 60_000,
    retry: false,
  });
}
