import { forgetOldest } from '../forget-oldest.ts';

/** Nothing is believed for longer, by the monotonic clock. */
const MOST_AGE_MS = 1_000;
const MOST_KEPT = 10_000;

/** The monotonic clock, in ms; a test has its own. */
export type MonotonicClock = () => number;

interface Kept<V> {
  found: Promise<V>;
  at: number;
  /** The same, once it is found. */
  settled: { value: V } | null;
}

const sinceStart: MonotonicClock = () => performance.now();

/**
 * What was just looked up, for less than a second from before it was looked up; many who ask at once look once. Whoever
 * changes something here forgets all of it, also what is still being looked up.
 */
export class ShortMemory<V> {
  readonly #now: MonotonicClock;
  readonly #kept = new Map<string, Kept<V>>();

  constructor(now: MonotonicClock = sinceStart) {
    this.#now = now;
  }

  /** What is remembered, or else what `lookUp` finds. What it throws is thrown to all who wait, and not remembered. */
  find(key: string, lookUp: () => Promise<V>): Promise<V> {
    const at = this.#now();
    const held = this.#believed(key, at);
    if (held !== undefined) return held.found;
    const kept: Kept<V> = { found: lookUp(), at, settled: null };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    kept.found.then(
      (value) => {
        kept.settled = { value };
      },
      () => {
        if (this.#kept.get(key) === kept) this.#kept.delete(key);
      },
    );
    forgetOldest(this.#kept, MOST_KEPT);
    return kept.found;
  }

  /** What `find` would tell without looking, at once; null where it would have to look or to wait. */
  justFound(key: string): V | null {
    return this.#believed(key, this.#now())?.settled?.value ?? null;
  }

  forgetAll(): void {
    this.#kept.clear();
  }

  #believed(key: string, now: number): Kept<V> | undefined {
    const held = this.#kept.get(key);
    return held !== undefined && now - held.at < MOST_AGE_MS ? held : undefined;
  }
}
