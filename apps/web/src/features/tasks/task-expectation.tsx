import type { TaskSummary } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { describeDuration, Timestamp, useNow } from '@keyward/ui';
import {
  Progress,
  ProgressMeasureLocation,
  ProgressSize,
} from '@patternfly/react-core';
import { ExclamationTriangleIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

import { expectationOf } from './expectation.ts';

/** How long a running task still has, measured on those like it; past that, the bar is amber and says so. */
export function TaskExpectation({ task }: { task: TaskSummary }): ReactNode {
  const expectation = expectationOf(task, useNow(1_000));
  if (expectation === null) return null;
  const { elapsedMs, expectedMs, basis, endsAt, isPast } = expectation;
  const usual = describeDuration(expectedMs);
  return (
    <div className="kw-expectation">
      <Progress
        value={Math.min(100, Math.round((elapsedMs / expectedMs) * 100))}
        size={ProgressSize.sm}
        measureLocation={ProgressMeasureLocation.none}
        title={
          isPast ? (
            <span className="kw-past">
              <ExclamationTriangleIcon />{' '}
              {say('tasks.takes-longer-than-usual', {
                elapsed: describeDuration(elapsedMs),
                usual,
              })}
            </span>
          ) : (
            <Say
              id="tasks.usually-done-by"
              values={{ usual, time: <Timestamp at={endsAt} show="clock" /> }}
            />
          )
        }
        valueText={describeDuration(elapsedMs)}
        {...(isPast ? { variant: 'warning' } : {})}
        className="kw-progress"
      />
      <p className="kw-fine-print">
        {say('tasks.measured-on-the-last', { basis })}
      </p>
    </div>
  );
}
