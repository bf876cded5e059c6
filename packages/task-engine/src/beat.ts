/** How often something may happen. */
export interface Beat {
  /** Milliseconds until it may happen again. */
  waitMs(): number;
  /** It happens now. */
  take(): void;
}

/**
 * Once in `everyMs` over time, and up to `earlyMs` sooner after one that came late: keeping the distance instead would
 * hand the delay of one on to all that follow at the same pace.
 */
export function createBeat(
  everyMs: number,
  earlyMs: number,
  now: () => number = () => performance.now(),
): Beat {
  let dueAt = Number.NEGATIVE_INFINITY;
  return {
    waitMs: () => Math.max(0, dueAt - earlyMs - now()),
    take() {
      dueAt = Math.max(dueAt, now()) + everyMs;
    },
  };
}
