import { streamEvent } from '@keyward/contract';
import type { EventRow } from '@keyward/database';
import { expect } from 'vitest';

/** Events of one task, in commit order: numbered without a gap, of the contract's shape, nothing of a step after its end. */
export function expectSoundEvents(events: readonly EventRow[]): void {
  expect(events.map(({ v }) => v)).toEqual(events.map((_, index) => index + 1));
  const parsed = events.map((event) =>
    streamEvent.parse({ ...event, at: event.at.toISOString() }),
  );
  const done = new Set<string>();
  for (const event of parsed) {
    if (event.type !== 'task' || event.data.what !== 'step') continue;
    const { key, state } = event.data.step ?? { key: '', state: '' };
    expect(done).not.toContain(key);
    if (state === 'done') done.add(key);
  }
}
