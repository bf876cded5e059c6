import type { TaskSummary } from '@keyward/contract';
import { StatusLabel } from '@keyward/ui';
import type { ReactNode } from 'react';

import { TASK_STATES } from '../../wording/states.ts';

export function TaskStateLabel({
  task,
  isCompact = true,
}: {
  task: Pick<TaskSummary, 'state'>;
  isCompact?: boolean;
}): ReactNode {
  const { word, tone } = TASK_STATES[task.state];
  return (
    <StatusLabel tone={tone} isCompact={isCompact}>
      {word}
    </StatusLabel>
  );
}
