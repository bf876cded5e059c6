import type { ReactNode } from 'react';

import { PageLoading } from './page-loading.tsx';
import { PageProblem, type ListOfRecord } from './page-problem.tsx';

interface PageUnreadProps {
  query: { error: Error | null; refetch: () => unknown };
  /** Of the page that says why it could not be read. */
  title: string;
  list?: ListOfRecord;
}

/** A page in place of one that has nothing to show yet: its shape while it is read, or why it could not be read. */
export function PageUnread({ query, ...said }: PageUnreadProps): ReactNode {
  return query.error === null ? (
    <PageLoading />
  ) : (
    <PageProblem
      {...said}
      error={query.error}
      onRetry={() => void query.refetch()}
    />
  );
}
