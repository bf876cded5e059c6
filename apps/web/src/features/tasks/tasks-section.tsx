import type { TaskSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { tasksQuery } from '../../api/tasks.ts';
import type { Filters } from '../../list/filters.ts';
import { ItemRows } from '../../page/item-rows.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { SectionQuery } from '../../page/section-query.tsx';
import { TaskItem } from './task-item.tsx';

interface TasksSectionProps {
  title: string;
  filters: Filters;
  /** How many rows at most; the rest is behind the link. */
  limit: number;
  /** Leaves out those that are shown elsewhere. */
  only?: (task: TaskSummary) => boolean;
  /** Said when there are none; without it the section is left out then. */
  empty?: string;
}

/** A short list of tasks inside another page, with the way to the whole list. */
export function TasksSection({
  title,
  filters,
  limit,
  only = () => true,
  empty,
}: TasksSectionProps): ReactNode {
  const query = useInfiniteQuery(tasksQuery({ ...filters, limit }));
  const tasks = (query.data?.pages[0]?.items ?? []).filter(only);
  if (tasks.length === 0 && empty === undefined && query.error === null) {
    return null;
  }
  return (
    <SectionCard
      title={title}
      aside={
        <Link to="/tasks" search={filters}>
          {say('tasks.see-all')}
        </Link>
      }
    >
      <SectionQuery query={query} label={say('tasks.loading', { title })}>
        {tasks.length === 0 ? (
          <p className="kw-subtle">{empty}</p>
        ) : (
          <ItemRows label={title}>
            {tasks.map((task) => (
              <TaskItem key={task.id} task={task} />
            ))}
          </ItemRows>
        )}
      </SectionQuery>
    </SectionCard>
  );
}
