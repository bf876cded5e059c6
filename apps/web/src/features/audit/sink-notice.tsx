import type { AuditSinkStanding } from '@keyward/contract';
import { Timestamp } from '@keyward/ui';
import { Alert } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { auditSinksQuery } from '../../api/audit.ts';

/** Says where else the audit log is, and where it does not arrive. Nothing where it is sent nowhere. */
export function SinkNotice(): ReactNode {
  const { data } = useQuery(auditSinksQuery);
  const sinks = data?.items ?? [];
  const failing = sinks.filter(({ problem }) => problem !== null);
  return (
    <>
      {failing.map((sink) => (
        <FailingSink key={sink.name} sink={sink} />
      ))}
      {sinks.length > failing.length && (
        <p className="kw-fine-print">
          Also kept outside this database:{' '}
          {sinks
            .filter(({ problem }) => problem === null)
            .map(sinkWords)
            .join(', ')}
          .
        </p>
      )}
    </>
  );
}

function FailingSink({ sink }: { sink: AuditSinkStanding }): ReactNode {
  const { name, behind, failingSince, problem } = sink;
  return (
    <Alert
      isInline
      variant="danger"
      component="h2"
      title={`The audit log does not reach ${name}`}
    >
      <p>
        {failingSince !== null && (
          <>
            Since <Timestamp at={failingSince} />:{' '}
          </>
        )}
        {problem}. {rowsWait(behind)} in this database and{' '}
        {behind === 1 ? 'is' : 'are'} sent in order when it takes rows again.
        Nothing else is held up.
      </p>
    </Alert>
  );
}

function rowsWait(behind: number): string {
  return behind === 1
    ? 'One row waits'
    : `${behind.toLocaleString('en')} rows wait`;
}

function sinkWords({ name, behind }: AuditSinkStanding): string {
  return behind === 0
    ? `${name} (up to date)`
    : `${name} (${behind.toLocaleString('en')} to go)`;
}
