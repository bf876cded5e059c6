import { say } from '@keyward/messages';
import { Skeleton } from '@patternfly/react-core';
import { VisibleText } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { taskQuery } from '../../api/tasks.ts';
import { SectionCard } from '../../page/section-card.tsx';
import { TaskProgress } from './task-progress.tsx';
import { TaskStateLabel } from './task-state-label.tsx';
import { TaskSteps } from './task-steps.tsx';

/** How a task stands, small, for the page of its change; the whole story is on the task's own page. */
export function TaskCard({ taskId }: { taskId: string }): ReactNode {
  const { data: task } = useQuery(taskQuery(taskId));
  if (task === undefined) {
    return (
      <SectionCard title={say('tasks.task')}>
        <Skeleton
          height="4rem"
          screenreaderText={say('tasks.loading-the-task')}
        />
      </SectionCard>
    );
  }
  return (
    <SectionCard
      title={say('tasks.task-named', { reference: task.reference })}
      aside={
        <Link to="/tasks/$id" params={{ id: task.id }}>
          {say('tasks.open-the-task')}
        </Link>
      }
    >
      <p className="kw-lead">
        <TaskStateLabel task={task} /> <VisibleText text={task.standing} />
      </p>
      {task.state === 'running' && (
        <TaskProgress step={task.currentStep} progress={task.progress} />
      )}
      <TaskSteps steps={task.steps} task={task.state} isVertical={false} />
    </SectionCard>
  );
}
