import type { Sighting } from './sighting.ts';

export type Seen = Map<string, Sighting>;

/**
 * Asks one target about all of these tasks at once. It may keep what it learnt of the target from one look to the next,
 * and belongs to one client.
 *
 * @throws UpstreamError when the target as a whole could not be asked
 */
export type PollMethod = (ids: readonly string[]) => Promise<Seen>;
