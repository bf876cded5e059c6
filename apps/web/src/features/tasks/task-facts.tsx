import type { TaskDetail } from '@keyward/contract';
import {
  CopyableId,
  KeyFacts,
  type KeyFact,
  NoValue,
  Timestamp,
  VisibleText,
} from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { targetName } from '../../wording/target-name.ts';
import { TaskDuration } from './task-duration.tsx';

function OwnFacts({ task }: { task: TaskDetail }): ReactNode {
  return (
    <KeyFacts
      isHorizontal
      facts={[
        {
          term: 'Change',
          value: (
            <Link to="/changes/$id" params={{ id: task.changeId }}>
              {task.changeReference}
            </Link>
          ),
        },
        { term: 'Target', value: targetName(task.target) },
        { term: 'Requester', value: task.requester.displayName },
        {
          term: 'Approved by',
          value:
            task.approvedBy.length === 0
              ? 'nobody else: it runs without a second person'
              : task.approvedBy.map((each) => each.displayName).join(', '),
        },
        {
          term: 'Ticket',
          value:
            task.ticket === null ? (
              <NoValue />
            ) : (
              <VisibleText text={task.ticket} />
            ),
        },
        { term: 'Created', value: <Timestamp at={task.createdAt} /> },
        ...(task.startedAt === null
          ? []
          : [
              {
                term: task.state === 'running' ? 'Running for' : 'Took',
                value: <TaskDuration task={task} />,
              },
            ]),
      ]}
    />
  );
}

function upstreamFacts(task: TaskDetail): KeyFact[] {
  const { upstreamTaskId, upstreamResult } = task;
  return [
    ...(upstreamTaskId === null
      ? []
      : [
          {
            term: 'Upstream task',
            value: (
              <CopyableId value={upstreamTaskId} label="upstream task id" />
            ),
          },
        ]),
    ...(upstreamResult === null
      ? []
      : [
          {
            term: 'Upstream result',
            value: (
              <CopyableId value={upstreamResult} label="upstream result" />
            ),
          },
        ]),
  ];
}

/** Who asked, who approved, where and when, and the ids a ticket wants. */
export function TaskFacts({ task }: { task: TaskDetail }): ReactNode {
  const upstream = upstreamFacts(task);
  return (
    <>
      <OwnFacts task={task} />
      {upstream.length > 0 && <KeyFacts facts={upstream} />}
    </>
  );
}
