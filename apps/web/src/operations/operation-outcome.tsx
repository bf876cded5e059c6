import { say } from '@keyward/messages';
import { Skeleton } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, type ReactNode } from 'react';

import { changeQuery } from '../api/changes.ts';
import { taskQuery } from '../api/tasks.ts';
import { OPERATION_VIEWS } from './registry.ts';

/** What a succeeded task made for a person to take along; nothing for operations that make nothing of the kind. */
export function OperationOutcome({ taskId }: { taskId: string }): ReactNode {
  const { data: task } = useQuery(taskQuery(taskId));
  const made =
    task?.state === 'succeeded' ? task.verification?.made : undefined;
  const { data: change } = useQuery({
    ...changeQuery(task?.changeId ?? ''),
    enabled: made !== undefined,
  });
  if (made === undefined || change?.detail !== 'full') return null;
  const { Outcome } = OPERATION_VIEWS[change.operation];
  if (Outcome === undefined) return null;
  return (
    <Suspense
      fallback={
        <Skeleton
          height="8rem"
          screenreaderText={say('operations.loading-what-was-made')}
        />
      }
    >
      <Outcome change={change} made={made} />
    </Suspense>
  );
}
