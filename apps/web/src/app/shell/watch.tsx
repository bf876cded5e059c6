import type { ReactNode } from 'react';

import { ConnectionBanner } from '../../features/live/connection-banner.tsx';
import { useAnnounce } from '../../features/live/live-context.tsx';
import { SessionEnd } from '../../features/session-end/session-end.tsx';
import { useSignOut } from './use-sign-out.ts';

interface WatchProps {
  /** Whether the person may follow the event stream. */
  isLive: boolean;
  onSignedOut: () => void;
}

/** What every page says by itself: that the connection is lost, that the session is about to end. */
export function Watch({ isLive, onSignedOut }: WatchProps): ReactNode {
  const { leave } = useSignOut();
  return (
    <>
      <ConnectionBanner isLive={isLive} />
      <SessionEnd
        announce={useAnnounce()}
        onSignedOut={onSignedOut}
        leave={leave}
      />
    </>
  );
}
