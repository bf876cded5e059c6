import { say } from '@keyward/messages';
import { ZoneNote } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { taskQuery } from '../../api/tasks.ts';
import { useSession } from '../../api/use-session.ts';
import { MovedFacts } from '../../features/changes/moved-facts.tsx';
import { CopyForTicket } from '../../features/tasks/copy-for-ticket.tsx';
import { FollowButton } from '../../features/tasks/follow-button.tsx';
import { TaskHeading } from '../../features/tasks/task-heading.tsx';
import { TaskStory } from '../../features/tasks/task-story.tsx';
import { taskTab } from '../../features/tasks/task-tab.ts';
import { OperationOutcome } from '../../operations/operation-outcome.tsx';
import { AboveTitle } from '../../page/above-title.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { LinkButton } from '../../page/link-button.tsx';
import { PageUnread } from '../../page/page-unread.tsx';
import { StandingLine } from '../../page/standing-line.tsx';
import { useNoteRecent } from '../../recent/use-note-recent.ts';
import { useTabIcon } from '../../page/use-tab-icon.ts';
import { targetName } from '../../wording/target-name.ts';

/** One task: where is it, what happened, what next? */
export function TaskPage(): ReactNode {
  const { id } = useParams({ from: '/signed-in/tasks/$id' });
  const session = useSession();
  const query = useQuery(taskQuery(id));
  const task = query.data;
  useNoteRecent('task', id, task?.reference);
  useTabIcon(task === undefined ? null : `/tab/${task.state}.svg`);
  if (task === undefined) {
    return (
      <PageUnread
        query={query}
        title={say('task.this-task-could-not-be-read')}
        list={{ to: '/tasks', text: say('task.tasks') }}
      />
    );
  }
  const canCopy =
    (task.state === 'failed' || task.state === 'cancelled') &&
    session.may('changes:submit');
  return (
    <PageFrame
      title={`${task.reference} ${task.title}`}
      tab={taskTab(task)}
      above={
        <AboveTitle
          to="/tasks"
          text={say('task.tasks')}
          current={task.reference}
        />
      }
      heading={<TaskHeading task={task} />}
      description={
        <StandingLine
          standing={
            task.standing === task.explanation?.sentence ? null : task.standing
          }
          target={targetName(task.target)}
          requester={task.requester.displayName}
          ticket={task.ticket}
        />
      }
      actions={
        <div className="kw-buttons">
          {task.endedAt === null && <FollowButton task={task} />}
          <CopyForTicket task={task} />
          {!session.may('changes:read-full') && (
            <LinkButton
              variant="secondary"
              to="/status"
              search={{ change: task.changeReference }}
            >
              {say('task.what-to-tell-a-caller')}
            </LinkButton>
          )}
          {canCopy && (
            <LinkButton
              variant={task.actions.retry.allowed ? 'secondary' : 'primary'}
              to="/changes/new"
              search={{ copyOf: task.changeId }}
            >
              {say('task.copy-into-a-new-change')}
            </LinkButton>
          )}
        </div>
      }
    >
      <TaskStory
        task={task}
        canControl={session.may('tasks:control')}
        canOpenConnections={session.may('connections:read')}
        outcome={<OperationOutcome taskId={task.id} />}
        showMoved={(moved) => <MovedFacts moved={moved} />}
      />
      <p className="kw-fine-print kw-screen-only">
        <ZoneNote />
      </p>
    </PageFrame>
  );
}
