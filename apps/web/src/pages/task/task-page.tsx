import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { taskQuery } from '../../api/tasks.ts';
import { useSession } from '../../api/use-session.ts';
import { CopyForTicket } from '../../features/tasks/copy-for-ticket.tsx';
import { TaskHeading } from '../../features/tasks/task-heading.tsx';
import { TaskStory } from '../../features/tasks/task-story.tsx';
import { AboveTitle } from '../../page/above-title.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageLoading } from '../../page/page-loading.tsx';
import { PageProblem } from '../../page/page-problem.tsx';

/** One task: where is it, what happened, what next? */
export function TaskPage(): ReactNode {
  const { id } = useParams({ from: '/signed-in/tasks/$id' });
  const session = useSession();
  const query = useQuery(taskQuery(id));
  const task = query.data;
  if (task === undefined) {
    if (query.error === null) return <PageLoading />;
    return (
      <PageProblem
        title="This task could not be read"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <PageFrame
      title={`${task.reference} ${task.title}`}
      above={<AboveTitle to="/tasks" text="Tasks" current={task.reference} />}
      heading={<TaskHeading task={task} />}
      description={task.standing}
      actions={<CopyForTicket task={task} />}
    >
      <TaskStory
        task={task}
        canControl={session.may('tasks:control')}
        canOpenConnections={session.may('connections:read')}
      />
    </PageFrame>
  );
}
