import { Alert } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { policyQuery } from '../../api/policy.ts';
import { useSession } from '../../api/use-session.ts';
import { PolicyFacts } from '../../features/policy/policy-facts.tsx';
import { LinkButton } from '../../page/link-button.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageLoading } from '../../page/page-loading.tsx';
import { PageProblem } from '../../page/page-problem.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { PolicyTable } from '../../policy/policy-table.tsx';
import { useConnectionNames } from '../../policy/use-connection-names.ts';

const TITLE = 'Policy';

/** `/policy`: who decides on which changes, and in what time. */
export function PolicyPage(): ReactNode {
  const query = useQuery(policyQuery);
  const session = useSession();
  const nameOf = useConnectionNames();
  const policy = query.data;
  if (policy === undefined) {
    if (query.error === null) return <PageLoading />;
    return (
      <PageProblem
        title={TITLE}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <PageFrame
      title={TITLE}
      description="Who decides on which changes, and in what time."
      actions={
        session.may('changes:submit') ? (
          <LinkButton
            variant="primary"
            to="/changes/new"
            search={{ operation: 'console.update-policy' }}
          >
            Change the policy
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
            title="This console is being set up"
          >
            Changes of people, policy and connections run at once until two
            people could decide on each other’s changes: a security admin and
            somebody else who holds an approving role and has signed in. Each of
            them is in the audit log as set-up.
          </Alert>
        )}
        <SectionCard title="In force">
          <PolicyFacts policy={policy} />
        </SectionCard>
        <SectionCard title="Rules">
          <p className="kw-subtle">
            The most specific rule counts: for a connection and operation, then
            for a connection, then for an operation, then for its risk. Whoever
            asks for a change never approves it. A change that waits keeps the
            rule it was submitted under.
          </p>
          <PolicyTable
            policy={policy.document}
            label="Rules of the policy in force"
            nameOf={nameOf}
          />
        </SectionCard>
      </div>
    </PageFrame>
  );
}
