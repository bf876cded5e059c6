const FIRST_MS = 10_000;
const MOST_MS = 60 * 60_000;
const JITTER = 0.25;

/**
 * How long to wait after a number of failed tries: twice as long each time, at most an hour, a quarter more or less so
 * that what failed together does not come back together.
 *
 * @param random from 0 to 1
 */
export function retryDelayMs(attempts: number, random = Math.random()): number {
  const doubled = FIRST_MS * 2 ** Math.min(attempts - 1, 20);
  const spread = 1 + JITTER * (2 * random - 1);
  return Math.min(doubled, MOST_MS) * spread;
}
