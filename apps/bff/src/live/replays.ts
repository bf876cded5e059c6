import {
  type Audience,
  type Completeness,
  type Part,
  partsFor,
} from './audience.ts';
import type { EncodedEvent } from './event-frame.ts';

/** One stretch of the past for one audience. */
interface Stretch {
  parts: Part[];
  /** Number of its last event, whoever may see it. */
  last: number;
}

export interface ReplayParts {
  /** The next events after a number, at most `limit`; none when there are none. */
  eventsAfter(after: number, limit: number): Promise<EncodedEvent[]>;
  partBytes: number;
}

/** Stretches end at multiples of this, so that readers who come from different places soon share them. */
const STRETCH = 500;
const SHARED_MS = 5_000;
const MOST_SHARED = 64;

/**
 * The past in bytes, made once for everybody who asks for the same: when a thousand browsers come back at once, one of
 * them costs a read and the others a write.
 */
export class Replays {
  readonly #parts: ReplayParts;
  readonly #shared = new Map<string, Promise<Stretch | null>>();
  #made = 0;

  constructor(parts: ReplayParts) {
    this.#parts = parts;
  }

  /** How many stretches were read and framed so far. */
  get made(): number {
    return this.#made;
  }

  /** The stretch that begins after a number; null when its first event is no longer kept. */
  stretchAfter(
    audience: Audience,
    after: number,
    completeness: Completeness,
  ): Promise<Stretch | null> {
    const key = `${audience} ${completeness} ${String(after)}`;
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const stretch = this.#make(audience, after, completeness);
    const forget = (): void => {
      if (this.#shared.get(key) === stretch) this.#shared.delete(key);
    };
    this.#shared.set(key, stretch);
    stretch.catch(forget);
    setTimeout(forget, SHARED_MS).unref();
    if (this.#shared.size > MOST_SHARED) {
      for (const oldest of this.#shared.keys()) {
        this.#shared.delete(oldest);
        break;
      }
    }
    return stretch;
  }

  async #make(
    audience: Audience,
    after: number,
    completeness: Completeness,
  ): Promise<Stretch | null> {
    this.#made += 1;
    const events = await this.#parts.eventsAfter(
      after,
      STRETCH - (after % STRETCH),
    );
    const last = events.at(-1);
    // Numbers have no gaps: a missing one is an event that is no longer kept.
    if (last === undefined || events[0]?.seq !== after + 1) return null;
    return {
      parts: partsFor(audience, events, this.#parts.partBytes, completeness),
      last: last.seq,
    };
  }
}
