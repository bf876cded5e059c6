import './sources-note.css';

import type { EstateSource } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { StatusLabel, Timestamp } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { ESTATE_ADVICE } from './estate-advice.ts';

interface SourcesNoteProps {
  sources: readonly EstateSource[];
  isFetching: boolean;
  look: () => void;
}

/** How current a page is that was put together from several reads: the oldest of them, and each that failed. */
export function SourcesNote({
  sources,
  isFetching,
  look,
}: SourcesNoteProps): ReactNode {
  const unread = sources.filter(({ observedAt }) => observedAt === null);
  const oldest = sources
    .flatMap(({ observedAt }) => observedAt ?? [])
    .toSorted()
    .at(0);
  const isReading = isFetching || sources.some(({ refreshing }) => refreshing);
  const problems = sources.filter(({ problem }) => problem !== null);
  return (
    <div className="kw-fine-print kw-sources">
      <p role="status">
        {oldest !== undefined && (
          <Say
            id="estate.read-from"
            values={{
              count: sources.length - unread.length,
              time: <Timestamp at={oldest} show="relative" />,
            }}
          />
        )}
        {isReading ? (
          <> {say('estate.reading-again')}</>
        ) : (
          <>
            {oldest !== undefined && ' · '}
            <Button variant="link" isInline onClick={look}>
              {say('estate.look-again')}
            </Button>
          </>
        )}
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map((source) => (
            <li key={`${source.connectionId} ${source.collection}`}>
              <StatusLabel tone="warning">{say('estate.not-read')}</StatusLabel>{' '}
              <SourceProblem source={source} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function SourceProblem({ source }: { source: EstateSource }): ReactNode {
  const said = {
    connection: source.connectionName,
    noun: ESTATE_ADVICE[source.collection].noun,
    problem: source.problem ?? '',
  };
  return source.observedAt === null ? (
    say('estate.never-read-because', said)
  ) : (
    <Say
      id="estate.read-before-because"
      values={{
        ...said,
        time: <Timestamp at={source.observedAt} show="relative" />,
      }}
    />
  );
}
