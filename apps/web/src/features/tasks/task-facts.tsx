import type { TaskDetail } from '@keyward/contract';
import { say, sayList } from '@keyward/messages';
import {
  CopyableId,
  describeDuration,
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
          term: say('tasks.change'),
          value: (
            <Link to="/changes/$id" params={{ id: task.changeId }}>
              {task.changeReference}
            </Link>
          ),
        },
        { term: say('tasks.target'), value: targetName(task.target) },
        { term: say('tasks.requester'), value: task.requester.displayName },
        {
          term: say('tasks.approved-by'),
          value:
            task.approvedBy.length === 0
              ? say('tasks.nobody-else-it-runs-without-a-second')
              : sayList(task.approvedBy.map((each) => each.displayName)),
        },
        {
          term: say('tasks.ticket'),
          value:
            task.ticket === null ? (
              <NoValue />
            ) : (
              <VisibleText text={task.ticket} />
            ),
        },
        {
          term: say('tasks.created'),
          value: <Timestamp at={task.createdAt} />,
        },
        ...(task.startedAt === null
          ? []
          : [
              {
                term:
                  task.state === 'running'
                    ? say('tasks.running-for')
                    : say('tasks.took'),
                value: <TaskDuration task={task} />,
              },
            ]),
        ...(task.expected === null
          ? []
          : [
              {
                term: say('tasks.usually'),
                value: say('tasks.up-to', {
                  usual: describeDuration(
                    Math.max(1_000, task.expected.seconds * 1_000),
                  ),
                }),
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
            term: say('tasks.upstream-task'),
            value: (
              <CopyableId
                value={upstreamTaskId}
                label={say('tasks.upstream-task-id')}
              />
            ),
          },
        ]),
    ...(upstreamResult === null
      ? []
      : [
          {
            term: say('tasks.upstream-result'),
            value: (
              <CopyableId
                value={upstreamResult}
                label={say('tasks.upstream-result-inline')}
              />
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
