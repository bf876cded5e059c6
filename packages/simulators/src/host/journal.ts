import type { Effect } from './simulator.ts';

const KEPT_REQUESTS = 500;
const KEPT_EFFECTS = 10_000;

export interface JournalledEffect extends Effect {
  seq: number;
  at: string;
}

/** What the control plane can tell: real changes, and the last requests. */
export class Journal {
  #effects: JournalledEffect[] = [];
  #requests: { method: string; path: string; status: number }[] = [];
  #seq = 0;

  recordEffect(effect: Effect, nowMs: number): void {
    this.#seq += 1;
    this.#effects.push({
      seq: this.#seq,
      at: new Date(nowMs).toISOString(),
      ...effect,
    });
    if (this.#effects.length > KEPT_EFFECTS) this.#effects.shift();
  }

  /** `status` 0 stands for a connection that was cut or left hanging. */
  recordRequest(method: string, path: string, status: number): void {
    this.#requests.push({ method, path, status });
    if (this.#requests.length > KEPT_REQUESTS) this.#requests.shift();
  }

  effects(): readonly JournalledEffect[] {
    return this.#effects;
  }

  requests(): readonly { method: string; path: string; status: number }[] {
    return this.#requests;
  }

  clear(): void {
    this.#effects = [];
    this.#requests = [];
    this.#seq = 0;
  }
}
