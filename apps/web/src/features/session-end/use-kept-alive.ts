import { useEffect } from 'react';

import { isStillSignedIn } from '../../api/call-route.ts';
import { lastAnswerMs } from '../../api/last-answer.ts';

/** Use is told to the console this often at most. */
const ASK_EVERY_MS = 4 * 60_000;
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

/**
 * Whoever types or reads for long asks the console for nothing, and is not idle for all that: what they do moves the
 * session’s end. Not while the warning is shown, which wants an answer.
 */
export function useKeptAlive(isAsking: boolean, onSignedOut: () => void): void {
  useEffect(() => {
    if (isAsking) return;
    let isOnItsWay = false;
    const note = (): void => {
      if (isOnItsWay || Date.now() - lastAnswerMs() < ASK_EVERY_MS) return;
      isOnItsWay = true;
      void isStillSignedIn().then((isSignedIn) => {
        isOnItsWay = false;
        if (!isSignedIn) onSignedOut();
      });
    };
    for (const sign of SIGNS) {
      window.addEventListener(sign, note, { capture: true, passive: true });
    }
    return () => {
      for (const sign of SIGNS) {
        window.removeEventListener(sign, note, { capture: true });
      }
    };
  }, [isAsking, onSignedOut]);
}
