import type { TaskSummary } from '@keyward/contract';
import { Timestamp, VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { ItemRow } from '../../page/item-rows.tsx';
import { StandingText } from '../../page/standing-line.tsx';
import { targetName } from '../../wording/target-name.ts';
import { TaskDuration } from './task-duration.tsx';
import { TaskStateLabel } from './task-state-label.tsx';

/** A task in two lines: what it is and how it stands, then where, for whom and for how long. */
export function TaskItem({ task }: { task: TaskSummary }): ReactNode {
  return (
    <ItemRow
      link={
        <Link to="/tasks/$id" params={{ id: task.id }} className="kw-reference">
          {task.reference}
        </Link>
      }
      title={<VisibleText text={task.title} />}
      aside={<TaskStateLabel task={task} />}
      facts={[
        task.endedAt === null ? (
          <StandingText key="standing" text={task.standing} />
        ) : null,
        <VisibleText key="target" text={targetName(task.target)} />,
        <VisibleText key="who" text={task.requester.displayName} />,
        task.ticket === null ? null : (
          <VisibleText key="ticket" text={task.ticket} />
        ),
        task.endedAt === null ? (
          <TaskDuration key="for" task={task} />
        ) : (
          <Timestamp key="ended" at={task.endedAt} show="relative" />
        ),
      ]}
    />
  );
}
