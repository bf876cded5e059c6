import { OPERATIONS } from '@keyward/contract';
import { say } from '@keyward/messages';
import { KeyFacts, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

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
    <KeyFacts
      isHorizontal
      facts={[
        {
          term: say('esx-create-native-provider.provider'),
          value: (
            <code>
              <VisibleText text={read.data.provider} />
            </code>
          ),
        },
        {
          term: say('esx-create-native-provider.key-id'),
          value: (
            <>
              <code>
                <VisibleText text={read.data.keyId} />
              </code>
              {doubt !== undefined && (
                <div className="kw-fine-print">{doubt}</div>
              )}
            </>
          ),
        },
        {
          term: say('esx-create-native-provider.key-derivation-key'),
          value: say(
            'esx-create-native-provider.sealed-the-host-never-gives-it-back',
          ),
        },
      ]}
    />
  );
}
