import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { describeDuration } from './describe-duration.ts';
import { useNow } from './use-now.ts';

const SHORT = say('ui.under-1-s');

/** What took less than a second did take time: never "0 s". */
function words(ms: number): string {
  return ms < 1000 ? SHORT : describeDuration(ms);
}

function Running({ since }: { since: string }): ReactNode {
  return words(useNow(1000) - new Date(since).getTime());
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
        words(new Date(to).getTime() - new Date(from).getTime())
      )}
    </span>
  );
}
