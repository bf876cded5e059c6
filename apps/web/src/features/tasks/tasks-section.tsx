import { say } from '@keyward/messages';
import { Skeleton } from '@patternfly/react-core';
import { ProblemNotice } from '@keyward/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { tasksQuery } from '../../api/tasks.ts';
import type { Filters } from '../../list/filters.ts';
import { SectionCard } from '../../page/section-card.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { TasksTable } from './tasks-table.tsx';

interface TasksSectionProps {
  title: string;
  filters: Filters;
  /** How many rows at most; the rest is behind the link. */
  limit: number;
  empty: string;
}

/** A short list of tasks inside another page, with the way to the whole list. */
export function TasksSection({
  title,
  filters,
  limit,
  empty,
}: TasksSectionProps): ReactNode {
  const query = useInfiniteQuery(tasksQuery({ ...filters, limit }));
  const tasks = query.data?.pages[0]?.items.slice(0, limit) ?? [];
  return (
    <SectionCard
      title={title}
      aside={
        <Link to="/tasks" search={filters}>
          {say('tasks.see-all')}
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
          screenreaderText={say('tasks.loading', { title })}
        />
      ) : tasks.length === 0 ? (
        query.error === null && <p className="kw-subtle">{empty}</p>
      ) : (
        <TasksTable tasks={tasks} label={title} />
      )}
    </SectionCard>
  );
}
