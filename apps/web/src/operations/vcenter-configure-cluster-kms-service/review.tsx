import { OPERATIONS } from '@keyward/contract';
import { KeyFacts, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import type { OperationReviewProps } from '../operation-view.ts';

/** Which cluster takes keys from where. */
export function ClusterServiceReview({
  change,
}: OperationReviewProps): ReactNode {
  const read = OPERATIONS[
    'vcenter.configure-cluster-kms-service'
  ].frozen.safeParse(change.input);
  if (!read.success) return null;
  const { cluster, source } = read.data;
  return (
    <KeyFacts
      isHorizontal
      facts={[
        {
          term: 'Trusted cluster',
          value: (
            <code>
              <VisibleText text={cluster} />
            </code>
          ),
        },
        source.type === 'SERVICE'
          ? {
              term: 'Key provider service',
              value: (
                <code>
                  <VisibleText text={source.service} />
                </code>
              ),
            }
          : {
              term: 'Trust Authority cluster',
              value: (
                <>
                  <code>
                    <VisibleText text={source.trustAuthorityCluster} />
                  </code>
                  ; vCenter chooses one of its registered services
                </>
              ),
            },
      ]}
    />
  );
}
