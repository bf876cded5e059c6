import { say } from '@keyward/messages';
import { Skeleton } from '@patternfly/react-core';
import { ProblemNotice } from '@keyward/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { changesQuery } from '../../api/changes.ts';
import type { Filters } from '../../list/filters.ts';
import { SectionCard } from '../../page/section-card.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { ChangesTable } from './changes-table.tsx';

interface ChangesSectionProps {
  title: string;
  filters: Filters;
  /** How many rows at most; the rest is behind the link. */
  limit: number;
  empty: string;
}

/** A short list of changes inside another page, with the way to the whole list. */
export function ChangesSection({
  title,
  filters,
  limit,
  empty,
}: ChangesSectionProps): ReactNode {
  const query = useInfiniteQuery(changesQuery({ ...filters, limit }));
  const changes = query.data?.pages[0]?.items.slice(0, limit) ?? [];
  return (
    <SectionCard
      title={title}
      aside={
        <Link to="/changes" search={filters}>
          {say('changes.see-all')}
        </Link>
      }
    >
      {query.error !== null && (
        <ProblemNotice
          headingLevel="h3"
          problem={noticedProblem(problemOf(query.error))}
        />
      )}
      {query.isPending ? (
        <Skeleton
          height="4rem"
          screenreaderText={say('changes.loading', { title })}
        />
      ) : changes.length === 0 ? (
        query.error === null && <p className="kw-subtle">{empty}</p>
      ) : (
        <ChangesTable changes={changes} label={title} />
      )}
    </SectionCard>
  );
}
