import { say } from '@keyward/messages';
import { Alert } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { policyQuery } from '../../api/policy.ts';
import { useSession } from '../../api/use-session.ts';
import { PolicyFacts } from '../../features/policy/policy-facts.tsx';
import { LinkButton } from '../../page/link-button.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageUnread } from '../../page/page-unread.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { PolicyTable } from '../../policy/policy-table.tsx';
import { useConnectionNames } from '../../policy/use-connection-names.ts';

const TITLE = say('policy.policy');

/** `/policy`: who decides on which changes, and in what time. */
export function PolicyPage(): ReactNode {
  const query = useQuery(policyQuery);
  const session = useSession();
  const nameOf = useConnectionNames();
  const policy = query.data;
  if (policy === undefined) return <PageUnread title={TITLE} query={query} />;
  return (
    <PageFrame
      title={TITLE}
      description={say('policy.who-decides-on-which-changes-and-in')}
      actions={
        session.may('changes:submit') ? (
          <LinkButton
            variant="primary"
            to="/changes/new"
            search={{ operation: 'console.update-policy' }}
          >
            {say('policy.change-the-policy')}
          </LinkButton>
        ) : undefined
      }
    >
      <div className="kw-stack">
        {policy.setUp && (
          <Alert
            variant="info"
            isInline
            component="h2"
            title={say('policy.this-console-is-being-set-up')}
          >
            {say('policy.changes-of-people-policy-and-connections-run')}
          </Alert>
        )}
        <SectionCard title={say('policy.in-force')}>
          <PolicyFacts policy={policy} />
        </SectionCard>
        <SectionCard title={say('policy.rules')}>
          <p className="kw-subtle">
            {say('policy.the-most-specific-rule-counts-for-a')}
          </p>
          <PolicyTable
            policy={policy.document}
            label={say('policy.rules-of-the-policy-in-force')}
            nameOf={nameOf}
          />
        </SectionCard>
      </div>
    </PageFrame>
  );
}
