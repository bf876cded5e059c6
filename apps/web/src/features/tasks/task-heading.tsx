import type { TaskSummary } from '@keyward/contract';
import { VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { TaskStateLabel } from './task-state-label.tsx';

/** Reference, title and state, as the page's heading. */
export function TaskHeading({ task }: { task: TaskSummary }): ReactNode {
  return (
    <>
      <span className="kw-heading-reference">{task.reference}</span>{' '}
      <VisibleText text={task.title} />{' '}
      <TaskStateLabel task={task} isCompact={false} />
    </>
  );
}
