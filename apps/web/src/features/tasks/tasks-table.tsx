import type { TaskSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import {
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  type TdProps,
} from '@patternfly/react-table';
import { NoValue, Timestamp, VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { targetName } from '../../wording/target-name.ts';
import { TaskDuration } from './task-duration.tsx';
import { percentOf } from './task-progress.tsx';
import { TaskStateLabel } from './task-state-label.tsx';

function Percent({ task }: { task: TaskSummary }): ReactNode {
  const percent =
    task.state !== 'running' || task.progress === null
      ? null
      : percentOf(task.progress);
  return percent === null ? null : (
    <span className="kw-number kw-percent">{percent} %</span>
  );
}

/** Columns that a narrow screen can do without; the row's own page has them. */
const WIDE: NonNullable<TdProps['visibility']> = ['hidden', 'visibleOnXl'];

/** Tasks, newest first. The reference opens one. */
export function TasksTable({
  tasks,
  label,
}: {
  tasks: readonly TaskSummary[];
  label: string;
}): ReactNode {
  return (
    <Table variant="compact" aria-label={label} className="kw-table kw-rows">
      <Thead>
        <Tr>
          <Th modifier="nowrap">{say('tasks.task')}</Th>
          <Th>{say('tasks.what')}</Th>
          <Th modifier="nowrap">{say('tasks.target')}</Th>
          <Th modifier="nowrap">{say('tasks.state')}</Th>
          <Th modifier="nowrap" visibility={WIDE}>
            {say('tasks.requester')}
          </Th>
          <Th modifier="nowrap">{say('tasks.ticket')}</Th>
          <Th modifier="nowrap">{say('tasks.created')}</Th>
          <Th modifier="nowrap" className="kw-right" visibility={WIDE}>
            {say('tasks.took')}
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {tasks.map((task) => (
          <Tr key={task.id}>
            <Td dataLabel={say('tasks.task')} modifier="nowrap">
              <Link
                to="/tasks/$id"
                params={{ id: task.id }}
                className="kw-reference"
              >
                {task.reference}
              </Link>
            </Td>
            <Td dataLabel={say('tasks.what')} className="kw-cell-title">
              <VisibleText text={task.title} />
            </Td>
            <Td dataLabel={say('tasks.target')} modifier="nowrap">
              {targetName(task.target)}
            </Td>
            <Td dataLabel={say('tasks.state')} modifier="nowrap">
              <TaskStateLabel task={task} /> <Percent task={task} />
            </Td>
            <Td
              dataLabel={say('tasks.requester')}
              modifier="nowrap"
              visibility={WIDE}
            >
              {task.requester.displayName}
            </Td>
            <Td dataLabel={say('tasks.ticket')} className="kw-cell-ticket">
              {task.ticket === null ? (
                <NoValue />
              ) : (
                <VisibleText text={task.ticket} />
              )}
            </Td>
            <Td dataLabel={say('tasks.created')} modifier="nowrap">
              <Timestamp at={task.createdAt} show="relative" />
            </Td>
            <Td
              dataLabel={say('tasks.took')}
              modifier="nowrap"
              className="kw-right"
              visibility={WIDE}
            >
              <TaskDuration task={task} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
