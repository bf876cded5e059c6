import type { LastSame, OperationId, Preview } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { Alert, BeforeAfter, FactText, Timestamp } from '@keyward/ui';
import { ExpandableSection, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { connectionsQuery, isFullConnection } from '../../api/connections.ts';
import { ChecksList } from '../../checks/checks-list.tsx';
import { ConflictsList } from '../../conflicts/conflicts-list.tsx';
import { ExactRequest } from '../../request/exact-request.tsx';
import type { SentChange } from '../../same-as/of-change.ts';
import { CHANGE_STATES } from '../../wording/states.ts';

interface PreviewPanelProps {
  operation: OperationId;
  connectionId: string | undefined;
  preview: Preview;
}

/** What exactly will happen: sentences, what else is about the same object, before and after, the checks, and the request. */
export function PreviewPanel(props: PreviewPanelProps): ReactNode {
  const { plan, checks, conflicts, lastSame } = props.preview;
  const sent = useSent(props);
  return (
    <div className="kw-preview">
      <ul className="kw-lead" aria-label={say('new-change.what-will-change')}>
        {plan.sentences.map((sentence) => (
          <li key={sentence}>
            <FactText text={sentence} />
          </li>
        ))}
      </ul>
      {conflicts.length > 0 && (
        <Alert
          variant="warning"
          isInline
          component="h3"
          title={say('conflicts.others-are-open', { count: conflicts.length })}
        >
          <ConflictsList conflicts={conflicts} />
        </Alert>
      )}
      {lastSame !== null && <LastOne last={lastSame} />}
      {plan.differences.length > 0 && (
        <BeforeAfter
          differences={plan.differences}
          label={say('new-change.before-and-after')}
        />
      )}
      {checks.length > 0 && (
        <>
          <Title headingLevel="h3" size="md">
            {say('new-change.preflight-checks')}
          </Title>
          <ChecksList checks={checks} />
        </>
      )}
      <ExpandableSection
        toggleText={say('new-change.the-exact-request')}
        toggleId="request-toggle"
        contentId="request-content"
      >
        <ExactRequest change={sent} />
      </ExpandableSection>
    </div>
  );
}

/** The last change of the kind on this object: a repetition is said loudly, anything else in passing. */
function LastOne({ last }: { last: LastSame }): ReactNode {
  const words = (
    <Say
      id="new-change.last-same"
      values={{
        reference: (
          <Link to="/changes/$id" params={{ id: last.changeId }}>
            {last.reference}
          </Link>
        ),
        state: CHANGE_STATES[last.state].word.toLowerCase(),
        time:
          last.endedAt === null ? (
            ''
          ) : (
            <Timestamp at={last.endedAt} show="relative" />
          ),
      }}
    />
  );
  if (!last.sameInput) return <p className="kw-fine-print">{words}</p>;
  return (
    <Alert
      variant="info"
      isInline
      component="h3"
      title={say('new-change.asked-for-before')}
    >
      {words}
    </Alert>
  );
}

/** Where the request goes, as far as this person may see it. */
function useSent({
  operation,
  connectionId,
  preview,
}: PreviewPanelProps): SentChange {
  const { data } = useQuery({
    ...connectionsQuery,
    enabled: connectionId !== undefined,
  });
  const connection = data?.items
    .filter(isFullConnection)
    .find(({ id }) => id === connectionId);
  return {
    operation,
    plan: preview.plan,
    frozenTarget:
      connection === undefined
        ? { type: 'console' }
        : {
            type: 'connection',
            connectionId: connection.id,
            kind: connection.kind,
            host: connection.host,
            port: connection.port,
            trust: connection.trust,
            account: '',
          },
  };
}
