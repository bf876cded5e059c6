/** Nothing is believed for longer, by the monotonic clock. */
const MOST_AGE_MS = 1_000;
const MOST_KEPT = 10_000;

/** When something began to be looked up, and between which changes. */
export interface LookUp {
  readonly at: number;
  readonly era: number;
}

/** The monotonic clock, in ms; a test has its own. */
export type MonotonicClock = () => number;

const sinceStart: MonotonicClock = () => performance.now();

/**
 * What was just looked up, for at most a second from before it was looked up. Whoever changes something here forgets
 * all of it, and a look-up that began before that is not kept when it ends after.
 */
export class ShortMemory<V> {
  readonly #now: MonotonicClock;
  /** Insertion order is age. */
  readonly #kept = new Map<string, { value: V; at: number }>();
  #era = 0;

  constructor(now: MonotonicClock = sinceStart) {
    this.#now = now;
  }

  begin(): LookUp {
    return { at: this.#now(), era: this.#era };
  }

  keep(key: string, value: V, { at, era }: LookUp): void {
    if (era !== this.#era) return;
    const held = this.#kept.get(key);
    if (held !== undefined && held.at > at) return;
    this.#kept.delete(key);
    this.#kept.set(key, { value, at });
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > MOST_KEPT && oldest.done !== true) {
      this.#kept.delete(oldest.value);
    }
  }

  find(key: string): V | undefined {
    const held = this.#kept.get(key);
    if (held === undefined) return undefined;
    if (this.#now() - held.at < MOST_AGE_MS) return held.value;
    this.#kept.delete(key);
    return undefined;
  }

  forgetAll(): void {
    this.#era += 1;
    this.#kept.clear();
  }
}
