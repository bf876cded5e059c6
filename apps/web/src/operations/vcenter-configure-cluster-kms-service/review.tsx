import { OPERATIONS } from '@keyward/contract';
import { DescriptionList } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { Fact } from '../../certificates/certificate-panel.tsx';
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
    <DescriptionList isHorizontal isCompact isFluid>
      <Fact term="Trusted cluster">
        <span className="kw-monospace">{cluster}</span>
      </Fact>
      {source.type === 'SERVICE' ? (
        <Fact term="Key provider service">
          <span className="kw-monospace">{source.service}</span>
        </Fact>
      ) : (
        <Fact term="Trust Authority cluster">
          <span className="kw-monospace">{source.trustAuthorityCluster}</span>;
          vCenter chooses one of its registered services
        </Fact>
      )}
    </DescriptionList>
  );
}
