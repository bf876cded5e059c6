const YOUNG_MS = 10_000;
const GROWN_MS = 60_000;
const TICK_YOUNG_MS = 500;
const TICK_GROWN_MS = 1_000;
const TICK_OLD_MS = 2_000;
const SLOWEST_TICK_MS = 8_000;

/** How soon after a look the next one is due, from the age of the youngest task; both in ms. */
export function tickMs(youngestAgeMs: number): number {
  if (youngestAgeMs < YOUNG_MS) return TICK_YOUNG_MS;
  return youngestAgeMs < GROWN_MS ? TICK_GROWN_MS : TICK_OLD_MS;
}

/** The same after `failures` looks in a row that brought no answer; what the target asks for counts when it is longer. */
export function backOffMs(failures: number, askedForMs = 0): number {
  const own = Math.min(TICK_YOUNG_MS * 2 ** failures, SLOWEST_TICK_MS);
  return Math.max(own, askedForMs);
}
