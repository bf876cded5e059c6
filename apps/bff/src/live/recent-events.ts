import type { EncodedEvent } from './event-frame.ts';

/** The newest events in memory, without a gap, so that a thousand browsers that come back cost the database nothing. */
export class RecentEvents {
  readonly #limit: number;
  #events: EncodedEvent[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(events: readonly EncodedEvent[]): void {
    for (const event of events) {
      const last = this.#events.at(-1);
      if (last !== undefined && event.seq !== last.seq + 1) this.clear();
      this.#events.push(event);
    }
    // Trimmed in steps: moving the whole array for every event would cost more than the memory.
    if (this.#events.length > this.#limit * 2) {
      this.#events = this.#events.slice(-this.#limit);
    }
  }

  clear(): void {
    this.#events = [];
  }

  /** At most `limit` events after `after`, or null when memory does not reach back that far. */
  after(after: number, limit: number): EncodedEvent[] | null {
    const first = this.#events[0]?.seq;
    if (first === undefined || after + 1 < first) return null;
    const start = after + 1 - first;
    return this.#events.slice(start, start + limit);
  }
}
