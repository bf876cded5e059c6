import type { Sending, TaskDetail } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { RequestView, Timestamp } from '@keyward/ui';
import { Skeleton } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { changeQuery } from '../../api/changes.ts';
import { sendingWords } from './doubt-words.ts';

function Sendings({ sendings }: { sendings: readonly Sending[] }): ReactNode {
  if (sendings.length === 0) {
    return <p>{say('tasks.no-sending-is-recorded-nothing-may-have')}</p>;
  }
  return (
    <ul className="kw-lead">
      {sendings.map((each) => (
        <li key={each.attempt}>
          <Say
            id="tasks.attempt"
            values={{
              attempt: each.attempt,
              time: <Timestamp at={each.at} show="precise" />,
              sending: sendingWords(each),
            }}
          />
        </li>
      ))}
    </ul>
  );
}

/** The exact call, as it was approved, and when it went out. */
export function WhatWasSent({
  task,
  sendings,
}: {
  task: TaskDetail;
  /** Not known before the target was looked at. */
  sendings: readonly Sending[] | null;
}): ReactNode {
  const { data: change } = useQuery(changeQuery(task.changeId));
  return (
    <>
      {sendings === null ? (
        <Skeleton
          width="60%"
          screenreaderText={say('tasks.loading-when-it-was-sent')}
        />
      ) : (
        <Sendings sendings={sendings} />
      )}
      {change?.detail === 'full' && (
        <RequestView
          request={change.plan.request}
          label={say('tasks.body-that-was-sent')}
        />
      )}
    </>
  );
}
