import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { ConnectionsAttention } from '../../features/attention/connections-attention.tsx';
import { FindTask } from '../../features/attention/find-task.tsx';
import { ChangesSection } from '../../features/changes/changes-section.tsx';
import { TasksSection } from '../../features/tasks/tasks-section.tsx';
import { LinkButton } from '../../page/link-button.tsx';
import { PageFrame } from '../../page/page-frame.tsx';

const SHORT = 6;

/** What needs me now? The answer depends on what a person may do; the newest tasks are everybody's. */
export function HomePage(): ReactNode {
  const session = useSession();
  const canDecide = session.may('changes:decide');
  const canSubmit = session.may('changes:submit');
  if (session.roles.length === 0) {
    return (
      <PageFrame title="You have no role yet">
        <p>
          A security admin gives roles, by a change that somebody else approves.
          You will be signed out when that happens; sign in again then. Until
          then you can add a passkey on{' '}
          <Link to="/account">your account page</Link>.
        </p>
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title="What needs you now"
      actions={
        canSubmit ? (
          <LinkButton to="/changes/new">New change</LinkButton>
        ) : undefined
      }
    >
      <div className="kw-stack">
        <FindTask />
        {canDecide && (
          <ChangesSection
            title="Awaiting your decision"
            filters={{ awaiting: 'me' }}
            limit={SHORT}
            empty="No change waits for you. A new one appears here the moment it is submitted."
          />
        )}
        {session.may('tasks:control') && (
          <TasksSection
            title="Failed or unsettled"
            filters={{ state: 'outcome_unknown,failed' }}
            limit={SHORT}
            empty="No task has failed, and every outcome is known."
          />
        )}
        {canSubmit && (
          <ChangesSection
            title="Your open changes"
            filters={{
              requester: session.person.username,
              state: 'pending,approved,running',
            }}
            limit={SHORT}
            empty="You have no open change."
          />
        )}
        {session.may('connections:manage') && <ConnectionsAttention />}
        <TasksSection
          title="Running now"
          filters={{ state: 'queued,running' }}
          limit={SHORT}
          empty="Nothing is running."
        />
        <TasksSection
          title="Recently"
          filters={{}}
          limit={SHORT}
          empty="No task has run yet."
        />
      </div>
    </PageFrame>
  );
}
