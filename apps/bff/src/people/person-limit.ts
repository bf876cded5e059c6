import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { Refusal } from '../http/refusal.ts';

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
      try {
        await limiter.consume(personId);
      } catch (rejected) {
        if (!(rejected instanceof RateLimiterRes)) throw rejected;
        const retryAfterSeconds = Math.max(
          1,
          Math.ceil(rejected.msBeforeNext / 1000),
        );
        throw new Refusal('rate_limited', {
          detail: `Wait ${String(retryAfterSeconds)} seconds and try again.`,
          retryAfterSeconds,
        });
      }
    },
  };
}
