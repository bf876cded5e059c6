import type { StatusConnection, StatusMatter } from '@keyward/contract';
import { say } from '@keyward/messages';
import { KeyFacts, StatusLabel, VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { SectionCard } from '../../page/section-card.tsx';
import {
  CHANGE_STATES,
  CONNECTION_HEALTH,
  SYSTEM_NAMES,
} from '../../wording/states.ts';
import { Light } from './light.tsx';
import {
  connectionSentence,
  matterSentence,
  nextSentence,
} from './sentences.ts';
import { Spoken } from './spoken.tsx';

function matterFacts({ connection, requester, ticket, task }: StatusMatter) {
  return [
    {
      term: say('status.target'),
      value: connection?.name ?? say('status.this-console'),
    },
    {
      term: say('status.requested-by'),
      value: <VisibleText text={requester} />,
    },
    ...(ticket === null
      ? []
      : [
          {
            term: say('status.ticket'),
            value: (
              <Link to="/status" search={{ ticket }}>
                <VisibleText text={ticket} />
              </Link>
            ),
          },
        ]),
    ...(task === null
      ? []
      : [
          {
            term: say('status.task'),
            value: (
              <Link
                to="/tasks/$id"
                params={{ id: task.id }}
                className="kw-reference"
              >
                {task.reference}
              </Link>
            ),
          },
        ]),
  ];
}

/** One change: its light and sentence and who is next, unless that is the answer itself, and the ids a ticket wants. */
export function MatterCard({
  matter,
  isOnly,
}: {
  matter: StatusMatter;
  isOnly: boolean;
}): ReactNode {
  const state = CHANGE_STATES[matter.state];
  return (
    <SectionCard
      className="kw-matter"
      title={`${matter.reference} ${matter.title}`}
      aside={<StatusLabel tone={state.tone}>{state.word}</StatusLabel>}
    >
      {!isOnly && (
        <>
          <Light light={matter.light} />
          <p className="kw-lead">
            <Spoken sentence={matterSentence(matter)} />
          </p>
          <p className="kw-subtle">{nextSentence(matter.nextActor, matter)}</p>
        </>
      )}
      <KeyFacts isHorizontal facts={matterFacts(matter)} />
      <p className="kw-no-print">
        <Link to="/changes/$id" params={{ id: matter.id }}>
          {say('status.open-the-change')}
        </Link>
      </p>
    </SectionCard>
  );
}

/** How one connection of the host is. */
export function ConnectionCard({
  connection,
}: {
  connection: StatusConnection;
}): ReactNode {
  const health = CONNECTION_HEALTH[connection.health];
  return (
    <SectionCard
      className="kw-matter"
      title={`${SYSTEM_NAMES[connection.kind]} ${connection.name}`}
      aside={<StatusLabel tone={health.tone}>{health.word}</StatusLabel>}
    >
      <Light light={connection.light} />
      <p className="kw-lead">
        <Spoken sentence={connectionSentence(connection)} />
      </p>
    </SectionCard>
  );
}
