import { RateLimiterRes } from 'rate-limiter-flexible';

import { Refusal } from '../http/refusal.ts';

/** Takes a point and turns "none left" into a refusal that says when there will be. @throws Refusal `rate_limited` */
export async function takeOrRefuse(
  take: () => Promise<unknown>,
  detail: string,
): Promise<void> {
  try {
    await take();
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected;
    throw tooMuch(detail, Math.ceil(rejected.msBeforeNext / 1000));
  }
}

/** The refusal of somebody who asks for too much at once, with the seconds to wait. */
export function tooMuch(detail: string, waitSeconds: number): Refusal {
  const retryAfterSeconds = Math.max(1, waitSeconds);
  return new Refusal('rate_limited', {
    detail,
    nextStep:
      retryAfterSeconds === 1
        ? 'Wait a second, then try again.'
        : `Wait ${String(retryAfterSeconds)} seconds, then try again.`,
    retryAfterSeconds,
  });
}
