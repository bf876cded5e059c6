import { Say, say } from '@keyward/messages';
import { Label } from '@patternfly/react-core';
import {
  ConnectedIcon,
  DisconnectedIcon,
  InProgressIcon,
} from '@patternfly/react-icons';
import { useNow } from '@keyward/ui';
import type { ReactNode } from 'react';

import { viewOf } from '../../api/live/live-state.ts';
import { useLive } from './live-context.tsx';

/** Whether what is on the screen is live; a lost stream says so, with the age of the last word from the server. */
export function LiveStatus(): ReactNode {
  const view = viewOf(useLive().state, useNow(1000));
  switch (view.kind) {
    case 'live':
      return (
        <Label
          isCompact
          variant="outline"
          color="green"
          icon={<ConnectedIcon />}
          className="kw-live"
        >
          {say('live.live')}
        </Label>
      );
    case 'connecting':
    case 'reconnecting':
      return (
        <Label
          isCompact
          variant="outline"
          color="grey"
          icon={<InProgressIcon />}
          className="kw-live"
        >
          {view.kind === 'connecting'
            ? say('live.connecting')
            : say('live.reconnecting')}
        </Label>
      );
    case 'paused':
      return (
        <Label
          isCompact
          variant="outline"
          color="orange"
          icon={<DisconnectedIcon />}
          className="kw-live"
        >
          <Say
            id="live.live-updates-paused-last-update-s-ago"
            values={{ secondsAgo: view.secondsAgo }}
          />
        </Label>
      );
  }
}
