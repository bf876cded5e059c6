import { streamEvent } from '@keyward/contract';
import type { EventRow } from '@keyward/database';
import { expect } from 'vitest';

/** Events of one task, in commit order: numbered without a gap, of the contract's shape, done only once per step. */
export function expectSoundEvents(events: readonly EventRow[]): void {
  expect(events.map(({ v }) => v)).toEqual(events.map((_, index) => index + 1));
  const parsed = events.map((event) =>
    streamEvent.parse({ ...event, at: event.at.toISOString() }),
  );
  const done = parsed.flatMap((event) =>
    event.type === 'task' &&
    event.data.what === 'step' &&
    event.data.step?.state === 'done'
      ? [event.data.step.key]
      : [],
  );
  expect(done).toEqual([...new Set(done)]);
}
