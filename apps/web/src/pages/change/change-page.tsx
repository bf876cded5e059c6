import { say } from '@keyward/messages';
import { ZoneNote } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { changeQuery } from '../../api/changes.ts';
import { ChangeHeading } from '../../features/changes/change-heading.tsx';
import { ChangeOutline } from '../../features/changes/change-outline.tsx';
import { ChangeReview } from '../../features/changes/change-review.tsx';
import { TaskCard } from '../../features/tasks/task-card.tsx';
import { OperationOutcome } from '../../operations/operation-outcome.tsx';
import { OperationReview } from '../../operations/operation-review.tsx';
import { AboveTitle } from '../../page/above-title.tsx';
import { LinkButton } from '../../page/link-button.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageUnread } from '../../page/page-unread.tsx';
import { StandingLine } from '../../page/standing-line.tsx';
import { useNoteRecent } from '../../recent/use-note-recent.ts';
import { targetName } from '../../wording/target-name.ts';

/** One change: what exactly will change, why, and is it safe? */
export function ChangePage(): ReactNode {
  const { id } = useParams({ from: '/signed-in/changes/$id' });
  const query = useQuery(changeQuery(id));
  const change = query.data;
  useNoteRecent('change', id, change?.reference);
  if (change === undefined) {
    return (
      <PageUnread
        query={query}
        title={say('change.this-change-could-not-be-read')}
        list={{ to: '/changes', text: say('change.changes') }}
      />
    );
  }
  const task =
    change.taskId === null ? null : (
      <>
        <OperationOutcome taskId={change.taskId} />
        <TaskCard taskId={change.taskId} />
      </>
    );
  return (
    <PageFrame
      title={`${change.reference} ${change.title}`}
      above={
        <AboveTitle
          to="/changes"
          text={say('change.changes')}
          current={change.reference}
        />
      }
      heading={<ChangeHeading change={change} />}
      description={
        <StandingLine
          standing={
            change.detail === 'full' && change.actions.approve.allowed
              ? say('change.waits-for-your-decision')
              : change.standing
          }
          target={targetName(change.target)}
          requester={change.requester.displayName}
          ticket={change.ticket}
        />
      }
      actions={
        change.detail === 'outline' ? (
          <LinkButton
            variant="secondary"
            to="/status"
            search={{ change: change.reference }}
          >
            {say('change.what-to-tell-a-caller')}
          </LinkButton>
        ) : undefined
      }
    >
      {change.detail === 'outline' ? (
        <ChangeOutline change={change} task={task} />
      ) : (
        <ChangeReview
          change={change}
          review={<OperationReview change={change} />}
          task={task}
        />
      )}
      <p className="kw-fine-print kw-screen-only">
        <ZoneNote />
      </p>
    </PageFrame>
  );
}
