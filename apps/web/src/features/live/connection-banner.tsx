import { say } from '@keyward/messages';
import { clockTime, useNow } from '@keyward/ui';
import { Banner } from '@patternfly/react-core';
import { DisconnectedIcon } from '@patternfly/react-icons';
import { useEffect, useRef, type ReactNode } from 'react';

import { lastAnswerMs } from '../../api/last-answer.ts';
import { missingSince } from '../../api/live/live-state.ts';
import { useAnnounce, useLive } from './live-context.tsx';
import { useOfflineSince } from './use-offline-since.ts';

/**
 * Says, as long as it is so, that the console cannot be reached and since when; and once that it can be again. Who
 * follows no stream is told by the browser alone.
 */
export function ConnectionBanner({ isLive }: { isLive: boolean }): ReactNode {
  const { state } = useLive();
  const announce = useAnnounce();
  const now = useNow(1000);
  const offlineMs = useOfflineSince();
  // A browser may say that it has no network and still reach a console on its own machine.
  const heardMs = Math.max(state.lastHeardMs ?? 0, lastAnswerMs());
  const isReached = offlineMs === null || heardMs > offlineMs;
  const sinceMs =
    (isLive ? missingSince(state, now) : null) ??
    (isReached ? null : offlineMs);
  const isMissing = sinceMs !== null;
  const isOffline = isMissing && !isReached;
  const wasMissing = useRef(false);
  useEffect(() => {
    if (isMissing === wasMissing.current) return;
    wasMissing.current = isMissing;
    announce(
      isMissing
        ? say('live.the-connection-is-lost-what-is-shown')
        : say('live.the-connection-is-back-and-everything-is'),
    );
  }, [isMissing, announce]);
  if (sinceMs === null) return null;
  const since = clockTime(new Date(sinceMs));
  // The stream alone is gone while calls are answered.
  const isAnswered = !isOffline && lastAnswerMs() > sinceMs + 1000;
  return (
    <Banner
      status="warning"
      className="kw-notice kw-connection"
      screenReaderText=""
    >
      <DisconnectedIcon />{' '}
      <strong>
        {isOffline
          ? say('live.this-browser-is-offline-since', { since })
          : isAnswered
            ? say('live.live-updates-are-paused-since', { since })
            : say('live.no-connection-to-keyward-since', { since })}
      </strong>{' '}
      {isAnswered
        ? say('live.what-is-shown-is-from-when-it-was-read')
        : say('live.what-is-shown-may-be-old')}
    </Banner>
  );
}
