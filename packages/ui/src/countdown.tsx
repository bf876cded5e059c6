import { Say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { describeDuration } from './describe-duration.ts';
import { Timestamp } from './timestamp.tsx';
import { useNow } from './use-now.ts';

/** The time left until something ends, with the moment itself beside it. */
export function Countdown({
  until,
  over,
}: {
  until: string;
  over: string;
}): ReactNode {
  const left = new Date(until).getTime() - useNow(1000);
  return (
    <span>
      {left > 0 ? (
        <span className="kw-number">
          <Say
            id="ui.in"
            values={{ describeDuration: describeDuration(left) }}
          />
        </span>
      ) : (
        over
      )}{' '}
      (<Timestamp at={until} />)
    </span>
  );
}
