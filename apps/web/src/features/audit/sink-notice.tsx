import type { AuditSinkStanding } from '@keyward/contract';
import { LANGUAGE, Say, say, sayList } from '@keyward/messages';
import { Alert, Timestamp } from '@keyward/ui';
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
          <Say
            id="audit.also-kept-outside-this-database"
            values={{
              sinks: sayList(
                sinks.filter(({ problem }) => problem === null).map(sinkWords),
              ),
            }}
          />
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
      title={say('audit.the-audit-log-does-not-reach', { name })}
    >
      <p>
        <Say
          id="audit.in-this-database-and-are-sent-in"
          values={{
            count: failingSince !== null && (
              <>
                <Say
                  id="audit.since"
                  values={{ time: <Timestamp at={failingSince} /> }}
                />{' '}
              </>
            ),
            problem,
            rowsWait: rowsWait(behind),
            behind,
          }}
        />
      </p>
    </Alert>
  );
}

function rowsWait(behind: number): string {
  return say('audit.rows-wait', { behind });
}

function sinkWords({ name, behind }: AuditSinkStanding): string {
  return behind === 0
    ? say('audit.up-to-date', { name })
    : say('audit.to-go', { name, behind: behind.toLocaleString(LANGUAGE) });
}
