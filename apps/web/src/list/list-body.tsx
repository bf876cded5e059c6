import { say } from '@keyward/messages';
import { Button, Skeleton } from '@patternfly/react-core';
import { ProblemNotice } from '@keyward/ui';
import type { ReactNode } from 'react';

import { NothingMatches } from './nothing-matches.tsx';
import { problemOf } from '../api/api-problem.ts';
import { noticedProblem } from '../wording/noticed-problem.ts';

/** The part of an infinite query that a list's frame needs. */
interface ListQuery {
  isPending: boolean;
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
}

interface ListBodyProps {
  query: ListQuery;
  count: number;
  isFiltered: boolean;
  onClear: () => void;
  /** What the search looks through, for when it finds nothing. */
  covers?: string;
  /** What stands here when there is nothing and no filter. */
  empty: ReactNode;
  children: ReactNode;
}

const SKELETON_ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function Loading(): ReactNode {
  return (
    <div aria-busy="true" className="kw-list-loading">
      {SKELETON_ROWS.map((row, index) => (
        <Skeleton
          key={row}
          height="1.75rem"
          {...(index === 0
            ? { screenreaderText: say('list.loading-the-list') }
            : {})}
        />
      ))}
    </div>
  );
}

/** The table, or what stands in its place: loading, nothing there, nothing that matches, or a failure. */
export function ListBody({
  query,
  count,
  isFiltered,
  onClear,
  covers,
  empty,
  children,
}: ListBodyProps): ReactNode {
  const notice = query.error !== null && (
    <ProblemNotice problem={noticedProblem(problemOf(query.error))}>
      <p>
        <Button variant="link" isInline onClick={() => void query.refetch()}>
          {say('list.try-again')}
        </Button>
      </p>
    </ProblemNotice>
  );
  if (query.isPending) return <Loading />;
  if (count === 0) {
    if (notice !== false) return notice;
    if (!isFiltered) return empty;
    return <NothingMatches onClear={onClear}>{covers}</NothingMatches>;
  }
  return (
    <>
      {notice}
      {children}
      {query.hasNextPage && (
        <div className="kw-list-more">
          <Button
            variant="secondary"
            isLoading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {say('list.show-more')}
          </Button>
        </div>
      )}
    </>
  );
}
