import { OPERATIONS } from '@keyward/contract';
import { say } from '@keyward/messages';
import { KeyFacts } from '@keyward/ui';
import type { ReactNode } from 'react';

import type { OperationReviewProps } from '../operation-view.ts';
import { trustAuthorityProviderFact } from '../trust-authority-provider.tsx';

/** Which provider gets a new key and CSR. What it overwrites is said by plan and checks. */
export function GenerateCsrReview({ change }: OperationReviewProps): ReactNode {
  const read = OPERATIONS['vcenter.generate-provider-csr'].frozen.safeParse(
    change.input,
  );
  if (!read.success) return null;
  return (
    <KeyFacts
      isHorizontal
      facts={[
        trustAuthorityProviderFact(read.data),
        {
          term: say('vcenter-generate-provider-csr.private-key'),
          value: say(
            'vcenter-generate-provider-csr.made-by-vcenter-and-never-leaves-it',
          ),
        },
      ]}
    />
  );
}
