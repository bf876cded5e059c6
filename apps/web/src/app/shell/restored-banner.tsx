import type { Session } from '@keyward/contract';
import { Say } from '@keyward/messages';
import { Timestamp } from '@keyward/ui';
import { Banner } from '@patternfly/react-core';
import type { ReactNode } from 'react';

function strong(children: ReactNode): ReactNode {
  return <strong>{children}</strong>;
}

/** Says on every page, while anything open is from before it, that the database was restored and what to look at. */
export function RestoredBanner({
  restored: { at, asOf },
}: {
  restored: NonNullable<Session['restored']>;
}): ReactNode {
  return (
    <Banner status="warning" className="kw-notice" role="status">
      {asOf === null ? (
        <Say
          id="shell.this-console-was-restored-what-was-decided"
          values={{ time: <Timestamp at={at} />, b: strong }}
        />
      ) : (
        <Say
          id="shell.this-console-was-restored-as-of"
          values={{
            time: <Timestamp at={at} />,
            asOf: <Timestamp at={asOf} />,
            b: strong,
          }}
        />
      )}
    </Banner>
  );
}
