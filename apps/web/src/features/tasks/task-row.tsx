import type { TaskState, TaskSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { NoValue, Timestamp, VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';

import { targetName } from '../../wording/target-name.ts';
import { TaskDuration } from './task-duration.tsx';
import { percentOf } from './task-progress.tsx';
import { TaskStateLabel } from './task-state-label.tsx';

// Written as the library writes them: its own cells keep state and look at their width, eight times a row, and a live list
// draws a thousand rows a second.
const ROW = 'pf-v6-c-table__tr';
const CELL = 'pf-v6-c-table__td';
const ONE_LINE = `${CELL} pf-m-nowrap`;
/** Columns that a narrow screen can do without; the row's own page has them. */
const WIDE = `${ONE_LINE} pf-m-hidden pf-m-visible-on-xl`;

// The parts that cost something, each drawn again only when what it shows has changed.
const Reference = memo(function Reference({
  id,
  reference,
}: Pick<TaskSummary, 'id' | 'reference'>): ReactNode {
  return (
    <Link to="/tasks/$id" params={{ id }} className="kw-reference">
      {reference}
    </Link>
  );
});

const State = memo(function State({ state }: { state: TaskState }): ReactNode {
  return <TaskStateLabel task={{ state }} />;
});

const Took = memo(function Took({
  state,
  startedAt,
  endedAt,
}: Pick<TaskSummary, 'state' | 'startedAt' | 'endedAt'>): ReactNode {
  return <TaskDuration task={{ state, startedAt, endedAt }} />;
});

const When = memo(function When({ at }: { at: string }): ReactNode {
  return <Timestamp at={at} show="relative" />;
});

function Percent({
  task: { state, progress },
}: {
  task: TaskSummary;
}): ReactNode {
  const percent =
    state !== 'running' || progress === null ? null : percentOf(progress);
  return percent === null ? null : (
    <span className="kw-number kw-percent">{percent} %</span>
  );
}

interface TaskRowProps {
  task: TaskSummary;
  /** Place in the whole list, from 1; given where not every row is drawn. */
  place?: number | undefined;
}

/** One task of a list. The reference opens it. */
export const TaskRow = memo(function TaskRow({
  task,
  place,
}: TaskRowProps): ReactNode {
  return (
    <tr
      className={ROW}
      {...(place === undefined ? {} : { 'aria-rowindex': place + 1 })}
    >
      <td
        className={`${ONE_LINE} kw-cell-reference`}
        data-label={say('tasks.task')}
      >
        <Reference id={task.id} reference={task.reference} />
      </td>
      <td className={`${CELL} kw-cell-title`} data-label={say('tasks.what')}>
        <VisibleText text={task.title} />
      </td>
      <td
        className={`${ONE_LINE} kw-cell-target`}
        data-label={say('tasks.target')}
      >
        {targetName(task.target)}
      </td>
      <td
        className={`${ONE_LINE} kw-cell-state`}
        data-label={say('tasks.state')}
      >
        <State state={task.state} /> <Percent task={task} />
      </td>
      <td className={WIDE} data-label={say('tasks.requester')}>
        {task.requester.displayName}
      </td>
      <td className={`${CELL} kw-cell-ticket`} data-label={say('tasks.ticket')}>
        {task.ticket === null ? (
          <NoValue />
        ) : (
          <VisibleText text={task.ticket} />
        )}
      </td>
      <td
        className={`${ONE_LINE} kw-cell-when`}
        data-label={say('tasks.created')}
      >
        <When at={task.createdAt} />
      </td>
      <td className={`${WIDE} kw-right`} data-label={say('tasks.took')}>
        <Took
          state={task.state}
          startedAt={task.startedAt}
          endedAt={task.endedAt}
        />
      </td>
    </tr>
  );
});
