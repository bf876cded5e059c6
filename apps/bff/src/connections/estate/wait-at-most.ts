import { setTimeout as wait } from 'node:timers/promises';

/** Until the work is done or the time is over; the work goes on. */
export async function waitAtMost(
  work: Promise<unknown>,
  limitMs: number,
): Promise<void> {
  const stop = new AbortController();
  await Promise.race([
    work,
    wait(limitMs, undefined, { signal: stop.signal }).catch(() => undefined),
  ]);
  stop.abort();
}
