import type { TaskSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Duration } from '@keyward/ui';
import type { ReactNode } from 'react';

/** How long a task ran, or has run so far; a task whose outcome nobody knows has no duration. */
export function TaskDuration({
  task,
}: {
  task: Pick<TaskSummary, 'state' | 'startedAt' | 'endedAt'>;
}): ReactNode {
  if (task.startedAt === null) {
    return <span className="kw-subtle">{say('tasks.not-started')}</span>;
  }
  if (task.endedAt === null && task.state === 'outcome_unknown') {
    return <span className="kw-subtle">{say('tasks.unsettled')}</span>;
  }
  return <Duration from={task.startedAt} to={task.endedAt} />;
}
