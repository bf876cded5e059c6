import { RateLimiterMemory } from 'rate-limiter-flexible';

import { takeOrRefuse } from '../limits/too-much.ts';

export interface PersonLimit {
  /** @throws Refusal `rate_limited` with the seconds to wait. */
  take(personId: string): Promise<void>;
}

/** Bounds how often one person may start something that costs a target, `points` times in `seconds`. */
export function createPersonLimit(
  points: number,
  seconds: number,
): PersonLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    async take(personId) {
      await takeOrRefuse(
        () => limiter.consume(personId),
        'You have asked for this very often just now.',
      );
    },
  };
}
