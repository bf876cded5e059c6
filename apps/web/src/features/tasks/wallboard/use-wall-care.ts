import { useEffect, useState } from 'react';

const MOVE_EVERY_MS = 60_000;
/** Pixels of one round, so that no letter burns itself into the screen. */
const ROUND = [
  [0, 0],
  [4, 2],
  [8, 4],
  [6, 8],
  [2, 6],
] as const;

/** Moves everything by a few pixels once a minute. @returns a CSS translation */
export function useSlowRound(): string {
  const [place, setPlace] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      setPlace((before) => (before + 1) % ROUND.length);
    }, MOVE_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const [x, y] = ROUND[place] ?? ROUND[0];
  return `${String(x)}px ${String(y)}px`;
}

/** Keeps the screen on while the page is seen, where the browser can. */
export function useScreenOn(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    const ask = async (): Promise<void> => {
      const can = 'wakeLock' in navigator;
      if (!can || document.visibilityState !== 'visible') return;
      // Refused on low battery, for instance; the wall shows all the same until the screen goes dark.
      lock = await navigator.wakeLock.request('screen').catch(() => null);
    };
    const onVisible = (): void => void ask();
    void ask();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      void lock?.release();
    };
  }, []);
}
