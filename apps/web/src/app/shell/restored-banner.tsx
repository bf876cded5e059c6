import type { Session } from '@keyward/contract';
import { Timestamp } from '@keyward/ui';
import { Banner } from '@patternfly/react-core';
import type { ReactNode } from 'react';

/** Says on every page, while anything open is from before it, that the database was restored and what to look at. */
export function RestoredBanner({
  restored: { at, asOf },
}: {
  restored: NonNullable<Session['restored']>;
}): ReactNode {
  return (
    <Banner status="warning" className="kw-notice" role="status">
      <strong>
        This console was restored <Timestamp at={at} />
        {asOf !== null && (
          <>
            , and stands as of <Timestamp at={asOf} />
          </>
        )}
        .
      </strong>{' '}
      What was decided and done after that is missing here. Before you approve
      an open change, make sure that it was not carried out in the meantime.
    </Banner>
  );
}
