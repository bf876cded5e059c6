import { infiniteQueryOptions } from '@tanstack/react-query';

import { callRoute, routeUrl } from './call-route.ts';
import type { ListFilters } from './changes.ts';

export function auditQuery(filters: ListFilters) {
  return infiniteQueryOptions({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam, signal }) =>
      callRoute('listAudit', {
        query: { ...filters, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null, // The first page has no cursor; the type names the later ones.
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Address that downloads the audit rows of these filters. */
export function auditExportUrl(
  filters: ListFilters,
  format: 'ndjson' | 'csv',
): string {
  return routeUrl('exportAudit', { query: { ...filters, format } });
}
