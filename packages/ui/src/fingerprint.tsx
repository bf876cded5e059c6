import { say } from '@keyward/messages';
import { Fragment, type ReactNode } from 'react';

import { CopyableId } from './copyable-id.tsx';
import { fingerprintPairs } from './fingerprint-pairs.ts';

/** A SHA-256 fingerprint in the colon form people compare by eye; it wraps between pairs and is never cut. */
export function Fingerprint({
  sha256,
  label = say('ui.fingerprint'),
}: {
  sha256: string;
  label?: string;
}): ReactNode {
  const pairs = fingerprintPairs(sha256);
  return (
    <span className="kw-fingerprint">
      <CopyableId value={pairs.join(':')} label={label}>
        {pairs.map((pair, index) => (
          <Fragment key={index}>
            {index > 0 && (
              <>
                :<wbr />
              </>
            )}
            {pair}
          </Fragment>
        ))}
      </CopyableId>
    </span>
  );
}
