import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

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

const SINKS_STALE_MS = 30_000;

/** How far the places outside the database have the audit log. */
export const auditSinksQuery = queryOptions({
  queryKey: ['audit-sinks'],
  queryFn: ({ signal }) => callRoute('listAuditSinks', { signal }),
  refetchInterval: SINKS_STALE_MS,
});
