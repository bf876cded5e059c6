/** Nothing is believed for longer, by the monotonic clock. */
const MOST_AGE_MS = 1_000;
const MOST_KEPT = 10_000;

/** The monotonic clock, in ms; a test has its own. */
export type MonotonicClock = () => number;

const sinceStart: MonotonicClock = () => performance.now();

/**
 * What was just looked up, for less than a second from before it was looked up; many who ask at once look once. Whoever
 * changes something here forgets all of it, also what is still being looked up.
 */
export class ShortMemory<V> {
  readonly #now: MonotonicClock;
  /** Insertion order is age. */
  readonly #kept = new Map<string, { found: Promise<V>; at: number }>();

  constructor(now: MonotonicClock = sinceStart) {
    this.#now = now;
  }

  /** What is remembered, or else what `lookUp` finds. What it throws is thrown to all who wait, and not remembered. */
  find(key: string, lookUp: () => Promise<V>): Promise<V> {
    const held = this.#kept.get(key);
    const at = this.#now();
    if (held !== undefined && at - held.at < MOST_AGE_MS) return held.found;
    const kept = { found: lookUp(), at };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    kept.found.catch(() => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
    });
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > MOST_KEPT && oldest.done !== true) {
      this.#kept.delete(oldest.value);
    }
    return kept.found;
  }

  forgetAll(): void {
    this.#kept.clear();
  }
}
