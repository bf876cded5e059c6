import type { RouteQuery } from '@keyward/contract';
import { queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';

export const statusKeys = { all: ['status'] as const };

/** Exactly one of change, ticket and host. */
export type StatusSubject = RouteQuery<'readStatus'>;

/** Where one change, ticket or host stands. */
export function statusQuery(subject: StatusSubject) {
  return queryOptions({
    queryKey: [...statusKeys.all, subject],
    queryFn: ({ signal }) =>
      callRoute('readStatus', { query: subject, signal }),
    retry: false,
  });
}
