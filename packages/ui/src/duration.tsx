import type { ReactNode } from 'react';

import { describeDuration } from './describe-duration.ts';
import { useNow } from './use-now.ts';

function Running({ since }: { since: string }): ReactNode {
  return describeDuration(useNow(1000) - new Date(since).getTime());
}

/** How long something took, or has taken so far when it has no end yet. */
export function Duration({
  from,
  to,
}: {
  from: string;
  to: string | null;
}): ReactNode {
  return (
    <span className="kw-number">
      {to === null ? (
        <Running since={from} />
      ) : (
        describeDuration(new Date(to).getTime() - new Date(from).getTime())
      )}
    </span>
  );
}
