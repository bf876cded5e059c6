import type { MonotonicClock } from '../cached-reads/short-memory.ts';

interface Window {
  startedAt: number;
  taken: number;
}

/**
 * So many points for each key within `lengthMs` from its first one on, kept in this process. It answers at once: it
 * stands in front of every request.
 */
export class FixedWindows {
  readonly #points: number;
  readonly #lengthMs: number;
  readonly #now: MonotonicClock;
  /** Insertion order is age. */
  readonly #windows = new Map<string, Window>();

  constructor(
    points: number,
    lengthMs: number,
    now: MonotonicClock = () => performance.now(),
  ) {
    this.#points = points;
    this.#lengthMs = lengthMs;
    this.#now = now;
  }

  /** Takes a point. @returns milliseconds until there will be one, 0 where there was */
  take(key: string): number {
    const now = this.#now();
    const held = this.#windows.get(key);
    if (held === undefined || this.#isOver(held, now)) {
      this.#forgetOver(now);
      this.#windows.set(key, { startedAt: now, taken: 1 });
      return 0;
    }
    if (held.taken >= this.#points) {
      return held.startedAt + this.#lengthMs - now;
    }
    held.taken += 1;
    return 0;
  }

  /** A point that was taken in vain. */
  giveBack(key: string): void {
    const held = this.#windows.get(key);
    if (held !== undefined && held.taken > 0) held.taken -= 1;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#windows.size;
  }

  #isOver({ startedAt }: Window, now: number): boolean {
    return now - startedAt >= this.#lengthMs;
  }

  #forgetOver(now: number): void {
    for (const [key, window] of this.#windows) {
      if (!this.#isOver(window, now)) return;
      this.#windows.delete(key);
    }
  }
}
