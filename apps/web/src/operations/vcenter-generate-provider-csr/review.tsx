import { OPERATIONS } from '@keyward/contract';
import { KeyFacts, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import type { OperationReviewProps } from '../operation-view.ts';

/** Which provider gets a new key and CSR. What it overwrites is said by plan and checks. */
export function GenerateCsrReview({ change }: OperationReviewProps): ReactNode {
  const read = OPERATIONS['vcenter.generate-provider-csr'].frozen.safeParse(
    change.input,
  );
  if (!read.success) return null;
  const { trustAuthorityCluster, provider } = read.data;
  return (
    <KeyFacts
      isHorizontal
      facts={[
        {
          term: 'Key provider',
          value: (
            <>
              <code>
                <VisibleText text={provider} />
              </code>{' '}
              of{' '}
              <code>
                <VisibleText text={trustAuthorityCluster} />
              </code>
            </>
          ),
        },
        {
          term: 'Private key',
          value: 'made by vCenter, and never leaves it',
        },
      ]}
    />
  );
}
