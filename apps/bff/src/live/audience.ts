import type { EventType, Permission } from '@keyward/contract';

import {
  type EncodedEvent,
  type Packet,
  packet,
  placeFrame,
} from './event-frame.ts';
import { latestProgress } from './latest-progress.ts';

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

/** A part of the stream for one audience: everything after `after` up to the next part. */
export interface Part {
  after: number;
  bytes: Packet;
}

/** `every` event, or of the progress of a task, which is what repeats itself, the `newest` only. */
export type Completeness = 'every' | 'newest';

/**
 * The events of a list that an audience may see, in parts of at most `partBytes` (an event that is larger is a part by
 * itself), so that a reader's queue can be kept as short. None when there is nothing to see.
 */
export function partsFor(
  audience: Audience,
  events: readonly EncodedEvent[],
  partBytes: number,
  completeness: Completeness,
): Part[] {
  const parts: Part[] = [];
  let frames: Buffer[] = [];
  let sizeBytes = 0;
  let after = (events[0]?.seq ?? 1) - 1;
  let sent = after;
  const close = (): void => {
    if (frames.length > 0) parts.push({ after, bytes: packet(frames) });
    [frames, sizeBytes, after] = [[], 0, sent];
  };
  const seen = audience.split('+');
  const told = completeness === 'every' ? events : latestProgress(events);
  for (const { seq, type, frame } of told) {
    if (type === null || frame === null || !seen.includes(type)) continue;
    if (sizeBytes + frame.length > partBytes) close();
    frames.push(frame);
    sizeBytes += frame.length;
    sent = seq;
  }
  const last = events.at(-1)?.seq ?? sent;
  if (frames.length > 0 && sent < last) frames.push(placeFrame(last));
  close();
  return parts;
}
