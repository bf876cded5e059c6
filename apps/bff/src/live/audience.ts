import type { EventType, Permission } from '@keyward/contract';

import type { EncodedEvent, Packet } from './event-frame.ts';
import { packet } from './event-frame.ts';

/** What reading an event needs. Connection health is nothing the helpdesk may read elsewhere, so nor here. */
const NEEDED = {
  change: 'changes:read',
  task: 'tasks:read',
  connection: 'connections:read',
} as const satisfies Record<EventType, Permission>;

/** The event types somebody may see, as one word: people with the same audience share their bytes. */
export type Audience = string;

const TYPES = Object.keys(NEEDED) as EventType[]; // Object.keys loses the key type.

export function audienceOf(permissions: readonly Permission[]): Audience {
  return TYPES.filter((type) => permissions.includes(NEEDED[type])).join('+');
}

/** The events of a batch that an audience may see, in one packet; null when there is none. */
export function packetFor(
  audience: Audience,
  events: readonly EncodedEvent[],
): Packet | null {
  const seen = audience.split('+');
  const frames = events.flatMap(({ type, frame }) =>
    type !== null && frame !== null && seen.includes(type) ? [frame] : [],
  );
  return frames.length === 0 ? null : packet(frames);
}
