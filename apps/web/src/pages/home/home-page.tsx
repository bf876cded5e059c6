import { Say, say } from '@keyward/messages';
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
      <PageFrame title={say('home.you-have-no-role-yet')}>
        <p>
          <Say
            id="home.a-security-admin-gives-roles-by-a"
            values={{
              link: (children) => <Link to="/account">{children}</Link>,
            }}
          />
        </p>
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title={say('home.what-needs-you-now')}
      actions={
        canSubmit ? (
          <LinkButton to="/changes/new">{say('home.new-change')}</LinkButton>
        ) : undefined
      }
    >
      <div className="kw-stack">
        <FindTask />
        {canDecide && (
          <ChangesSection
            title={say('home.awaiting-your-decision')}
            filters={{ awaiting: 'me' }}
            limit={SHORT}
            empty={say('home.no-change-waits-for-you-a-new')}
          />
        )}
        {session.may('tasks:control') && (
          <TasksSection
            title={say('home.failed-or-unsettled')}
            filters={{ state: 'outcome_unknown,failed' }}
            limit={SHORT}
            empty={say('home.no-task-has-failed-and-every-outcome')}
          />
        )}
        {canSubmit && (
          <ChangesSection
            title={say('home.your-open-changes')}
            filters={{
              requester: session.person.username,
              state: 'pending,approved,running',
            }}
            limit={SHORT}
            empty={say('home.you-have-no-open-change')}
          />
        )}
        {session.may('connections:manage') && <ConnectionsAttention />}
        <TasksSection
          title={say('home.running-now')}
          filters={{ state: 'queued,running' }}
          limit={SHORT}
          empty={say('home.nothing-is-running')}
        />
        <TasksSection
          title={say('home.recently')}
          filters={{}}
          limit={SHORT}
          empty={say('home.no-task-has-run-yet')}
        />
      </div>
    </PageFrame>
  );
}
