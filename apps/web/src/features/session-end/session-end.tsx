import { useQueryClient } from '@tanstack/react-query';
import { useNow } from '@keyward/ui';
import { useEffect, useState, type ReactNode } from 'react';

import { isStillSignedIn } from '../../api/call-route.ts';
import { knownEnds } from '../../api/session-end.ts';
import { EndingBanner, endingWords } from './ending-banner.tsx';
import { IdleDialog } from './idle-dialog.tsx';
import { useKeptAlive } from './use-kept-alive.ts';
import { warningOf } from './warning-of.ts';

/** After the earliest end: the console may still count the last minute of use. */
const SURELY_MS = 65_000;

interface SessionEndProps {
  /** Tells the page's live region. */
  announce: (text: string) => void;
  onSignedOut: () => void;
  leave: () => void;
}

/**
 * Warns before the session ends, in every tab: with a way to go on where use moves the end, in plain words where nothing
 * does. What another tab does counts here too.
 */
export function SessionEnd({
  announce,
  onSignedOut,
  leave,
}: SessionEndProps): ReactNode {
  const queryClient = useQueryClient();
  const now = useNow(1000);
  const [isRenewing, setRenewing] = useState(false);
  const ends = knownEnds(queryClient);
  const warning = ends === null ? null : warningOf(ends, now);
  useKeptAlive(warning === 'idle', onSignedOut);

  const limitMs = ends?.limitMs;
  useEffect(() => {
    if (warning === 'limit' && limitMs !== undefined) {
      announce(endingWords(limitMs));
    }
  }, [warning, limitMs, announce]);

  const look = async (): Promise<void> => {
    setRenewing(true);
    if (!(await isStillSignedIn())) onSignedOut();
    setRenewing(false);
  };
  const isOver =
    ends !== null &&
    now >= Math.min(ends.idleMs + SURELY_MS, ends.limitMs + 2000);
  useEffect(() => {
    if (!isOver) return;
    void isStillSignedIn().then((isSignedIn) => {
      if (!isSignedIn) onSignedOut();
    });
  }, [isOver, onSignedOut]);

  if (ends === null || warning === null) return null;
  return warning === 'idle' ? (
    <IdleDialog
      endsMs={ends.idleMs}
      nowMs={now}
      isRenewing={isRenewing}
      onStay={() => void look()}
      onLeave={leave}
    />
  ) : (
    <EndingBanner limitMs={ends.limitMs} />
  );
}
