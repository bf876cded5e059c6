import { Say, say } from '@keyward/messages';
import { StatusLabel, Timestamp } from '@keyward/ui';
import {
  Button,
  Card,
  CardBody,
  CardHeader,
  CardTitle,
} from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { CONNECTION_HEALTH, SYSTEM_NAMES } from '../../wording/states.ts';
import { COLLECTION_VIEWS } from './collection-views.tsx';
import { ReportedItems } from './reported-items.tsx';
import type { ConnectionEstate } from './use-estate-part.ts';

interface ConnectionGroupProps {
  group: ConnectionEstate;
  /** Whether collections are told apart by a title. */
  hasTitles: boolean;
  look: () => void;
}

/** One connection among all: whether it can be reached, and what it reports. */
export function ConnectionGroup({
  group,
  hasTitles,
  look,
}: ConnectionGroupProps): ReactNode {
  const health =
    CONNECTION_HEALTH[group.quarantined ? 'quarantined' : group.health];
  return (
    <Card component="section" aria-label={group.name} className="kw-section">
      <CardHeader
        actions={{
          actions: <StatusLabel tone={health.tone}>{health.word}</StatusLabel>,
          hasNoOffset: true,
        }}
      >
        <CardTitle component="h2">
          <Link to="/connections/$id" params={{ id: group.connectionId }}>
            {group.name}
          </Link>{' '}
          <span className="kw-subtle kw-estate-kind">
            {SYSTEM_NAMES[group.kind]}
          </span>
        </CardTitle>
      </CardHeader>
      <CardBody>
        {group.quarantined && (
          <p className="kw-subtle">{say('estate.nothing-is-sent-to-it')}</p>
        )}
        {group.reported.map((reported) => (
          <div key={reported.collection} className="kw-estate-collection">
            {hasTitles && (
              <h3 className="kw-subheading">
                {COLLECTION_VIEWS[reported.collection].title}
              </h3>
            )}
            <ReportedItems
              connectionId={group.connectionId}
              collection={reported.collection}
              reported={reported}
              isQuarantined={group.quarantined}
              look={look}
            />
          </div>
        ))}
        <ReadAt group={group} look={look} />
      </CardBody>
    </Card>
  );
}

/** When the oldest of what is shown here was read; what failed says so by itself. */
function ReadAt({
  group,
  look,
}: Pick<ConnectionGroupProps, 'group' | 'look'>): ReactNode {
  const answers = group.reported.flatMap(({ answer }) => answer ?? []);
  const [oldest] = answers.flatMap(({ observedAt }) => observedAt ?? []).sort();
  if (oldest === undefined) return null;
  return (
    <p className="kw-fine-print">
      <Say
        id="estate.read"
        values={{ time: <Timestamp at={oldest} show="relative" /> }}
      />
      {answers.some(({ refreshing }) => refreshing) ? (
        <> {say('estate.reading-again')}</>
      ) : (
        <>
          {' · '}
          <Button variant="link" isInline onClick={look}>
            {say('estate.look-again')}
          </Button>
        </>
      )}
    </p>
  );
}
