import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Skeleton } from '@patternfly/react-core';
import { Suspense, type ReactNode } from 'react';

import { OPERATION_VIEWS } from './registry.ts';

/** The review panel of a change's own operation, loaded when it is shown. */
export function OperationReview({
  change,
}: {
  change: Pick<ChangeDetail, 'operation' | 'input' | 'plan' | 'secrets'>;
}): ReactNode {
  const { Review } = OPERATION_VIEWS[change.operation];
  return (
    <Suspense
      fallback={
        <Skeleton
          height="4rem"
          screenreaderText={say('operations.loading-the-review')}
        />
      }
    >
      <Review change={change} />
    </Suspense>
  );
}
