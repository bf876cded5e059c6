const DAY_MS = 86_400_000;

/**
 * When a certificate ends that is made now: at the beginning of a day, as from many an authority, so that what is made
 * within one start ends in the same order at every start.
 */
export function endsAfter(days: number): Date {
  const atMs = Date.now() + days * DAY_MS;
  return new Date(atMs - (atMs % DAY_MS));
}
