import { say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import { Card, CardBody } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { connectionQuery } from '../../api/connections.ts';
import { useSession } from '../../api/use-session.ts';
import { ConnectionActions } from '../../features/connections/connection-actions.tsx';
import { ConnectionFacts } from '../../features/connections/connection-facts.tsx';
import { EstateSections } from '../../features/estate/estate-sections.tsx';
import { AboveTitle } from '../../page/above-title.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageUnread } from '../../page/page-unread.tsx';
import { useNoteRecent } from '../../recent/use-note-recent.ts';

/** `/connections/$id`: what a target is, how it is trusted, and what it reports. */
export function ConnectionPage(): ReactNode {
  const { id } = useParams({ from: '/signed-in/connections/$id' });
  const navigate = useNavigate();
  const connection = useQuery(connectionQuery(id));
  const session = useSession();
  useNoteRecent(
    'connection',
    id,
    connection.data === undefined ? undefined : '',
  );

  if (connection.data === undefined) {
    return (
      <PageUnread
        query={connection}
        title={say('connection.connection')}
        list={{ to: '/connections', text: say('connection.connections') }}
      />
    );
  }
  const { data } = connection;
  return (
    <PageFrame
      title={data.name}
      above={
        <AboveTitle
          to="/connections"
          text={say('connection.connections')}
          current={data.name}
        />
      }
      description={data.description === '' ? undefined : data.description}
      actions={
        session.may('connections:manage') ? (
          <ConnectionActions
            connection={data}
            onDeleted={() => void navigate({ to: '/connections' })}
          />
        ) : undefined
      }
    >
      <div className="kw-stack">
        {(data.health === 'unreachable' ||
          data.health === 'refused' ||
          data.health === 'quarantined') && (
          <ProblemNotice
            tone="warning"
            problem={{
              sentence:
                data.healthDetail ??
                say('connection.the-last-look-at-this-target-failed'),
              nextStep: NEXT_STEP[data.health],
            }}
          />
        )}
        <Card
          className="kw-section"
          component="section"
          aria-label={say('connection.facts')}
        >
          <CardBody>
            <ConnectionFacts connection={data} />
          </CardBody>
        </Card>
        {session.may('estate:read') && (
          <EstateSections connectionId={id} capabilities={data.capabilities} />
        )}
      </div>
    </PageFrame>
  );
}

const NEXT_STEP = {
  unreachable: say('connection.check-the-network-and-the-target-then'),
  refused: say('connection.renew-the-credential-then-test-again'),
  quarantined: say('connection.nothing-is-sent-there-until-its-certificate'),
} as const;
