import { OPERATIONS } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
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
          term: say('vcenter-configure-cluster-kms-service.trusted-cluster'),
          value: (
            <code>
              <VisibleText text={cluster} />
            </code>
          ),
        },
        source.type === 'SERVICE'
          ? {
              term: say(
                'vcenter-configure-cluster-kms-service.key-provider-service',
              ),
              value: (
                <code>
                  <VisibleText text={source.service} />
                </code>
              ),
            }
          : {
              term: say(
                'vcenter-configure-cluster-kms-service.trust-authority-cluster',
              ),
              value: (
                <>
                  <Say
                    id="vcenter-configure-cluster-kms-service.vcenter-chooses-one-of-its-registered"
                    values={{
                      code: (
                        <code>
                          <VisibleText text={source.trustAuthorityCluster} />
                        </code>
                      ),
                    }}
                  />
                </>
              ),
            },
      ]}
    />
  );
}
