import { OPERATIONS } from '@keyward/contract';
import { DescriptionList } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { Fact } from '../../certificates/certificate-panel.tsx';
import type { OperationReviewProps } from '../operation-view.ts';
import { doubtAboutKeyId } from './key-material.ts';

/** Name and key id; the key itself is sealed and no person sees it again. */
export function NativeProviderReview({
  change,
}: OperationReviewProps): ReactNode {
  const read = OPERATIONS['esx.create-native-provider'].frozen.safeParse(
    change.input,
  );
  if (!read.success) return null;
  const doubt = doubtAboutKeyId(read.data.keyId);
  return (
    <DescriptionList isHorizontal isCompact isFluid>
      <Fact term="Provider">
        <span className="kw-monospace">{read.data.provider}</span>
      </Fact>
      <Fact term="Key id">
        <span className="kw-monospace">{read.data.keyId}</span>
        {doubt !== undefined && <div className="kw-fine-print">{doubt}</div>}
      </Fact>
      <Fact term="Key derivation key">
        sealed; the host never gives it back, so a read-back proves the type and
        the key id only
      </Fact>
    </DescriptionList>
  );
}
