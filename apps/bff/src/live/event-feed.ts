import type { Logger } from 'pino';

import { describeError } from '../http/send-problem.ts';
import { type EncodedEvent, encodeEvent } from './event-frame.ts';
import { createEventListener, type EventListener } from './event-listener.ts';
import { type EventPool, readEvents, readHead } from './event-table.ts';
import { RecentEvents } from './recent-events.ts';

const BATCH = 500;
const KEPT_IN_MEMORY = 2_000;

export interface FeedParts {
  pool: EventPool;
  connectionString: string;
  log: Logger;
  pollMs: number;
  /**
   * The first event after a pause is handed out at once, what follows within this time together: one write then carries
   * many events.
   */
  frameMs: number;
  /** Whether anybody has a stream; with nobody, the table is left alone. */
  isFollowed(): boolean;
  /** Whether anybody is taking events now, so that none may be skipped. */
  isTaking(): boolean;
  onEvents(events: readonly EncodedEvent[]): void;
}

/** The only reader of the event table on behalf of all streams. */
export class EventFeed {
  readonly #parts: FeedParts;
  readonly #recent = new RecentEvents(KEPT_IN_MEMORY);
  readonly #listener: EventListener;
  #head = 0;
  #announced = 0;
  #reading: Promise<void> | null = null;
  #entering: Promise<void> | null = null;
  #isStale = false;
  #handedOutAtMs = Number.NEGATIVE_INFINITY;
  #nextFrame: NodeJS.Timeout | undefined;
  #lagMs = 0;
  #poll: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#listener = createEventListener(
      parts.connectionString,
      parts.log,
      (newest) => this.#hear(newest),
    );
  }

  /** Number of the newest event that has been handed out. */
  get head(): number {
    return this.#head;
  }

  /** How old the newest event was when it was handed out, by the clocks of the database and this process. */
  get lagMs(): number {
    return this.#lagMs;
  }

  start(): void {
    this.#listener.start();
    this.#poll = setInterval(() => this.#wake(), this.#parts.pollMs);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#poll);
    clearTimeout(this.#nextFrame);
    await this.#listener.stop();
    await this.#reading;
  }

  /** Skips what nobody was there to take, so that a first stream starts at the present; one look for all who wait. */
  async enter(): Promise<void> {
    if (this.#parts.isTaking()) return;
    this.#entering ??= this.#skipToHead().finally(() => {
      this.#entering = null;
    });
    await this.#entering;
  }

  async #skipToHead(): Promise<void> {
    const head = await readHead(this.#parts.pool);
    if (this.#parts.isTaking() || head <= this.#head) return;
    this.#head = head;
    this.#recent.clear();
  }

  /** Hands out everything that is in the table now, without waiting for the next frame. */
  async readOn(): Promise<void> {
    // What is being read may have begun before the caller's event was there.
    await this.#reading;
    if (this.#reading === null) this.#begin();
    await this.#reading;
  }

  /** The next events after a number up to the head, at most `limit`, from memory or from the table. */
  async eventsAfter(after: number, limit: number): Promise<EncodedEvent[]> {
    const recent = this.#recent.after(after, limit);
    if (recent !== null) return recent;
    const rows = await readEvents(this.#parts.pool, after, limit, this.#head);
    return rows.map(encodeEvent);
  }

  #hear(newest: number | null): void {
    if (newest !== null) {
      if (newest <= this.#announced) return;
      this.#announced = newest;
      if (newest <= this.#head) return;
    }
    this.#wake();
  }

  #wake(): void {
    if (this.#reading !== null) {
      this.#isStale = true;
      return;
    }
    if (this.#nextFrame !== undefined) return;
    const waitMs =
      this.#handedOutAtMs + this.#parts.frameMs - performance.now();
    if (waitMs <= 0) this.#begin();
    else this.#nextFrame = setTimeout(() => this.#begin(), waitMs);
  }

  #begin(): void {
    clearTimeout(this.#nextFrame);
    this.#nextFrame = undefined;
    if (this.#isStopped || !this.#parts.isFollowed()) return;
    this.#isStale = false;
    this.#reading = this.#read().finally(() => {
      this.#reading = null;
      if (this.#isStale) this.#wake();
    });
  }

  async #read(): Promise<void> {
    try {
      while (await this.#readBatch());
    } catch (error) {
      this.#parts.log.warn(
        { error: describeError(error) },
        'events could not be read; trying again',
      );
    }
  }

  /** @returns whether there may be more */
  async #readBatch(): Promise<boolean> {
    const beganAtMs = performance.now();
    const rows = await readEvents(this.#parts.pool, this.#head, BATCH);
    // `enter` may have moved the head while the query ran.
    const events = rows.filter((row) => row.seq > this.#head).map(encodeEvent);
    const last = events.at(-1);
    if (last === undefined) return false;
    for (const { seq, type } of events) {
      if (type === null) {
        this.#parts.log.warn({ seq }, 'an event of unknown shape was left out');
      }
    }
    this.#head = last.seq;
    this.#handedOutAtMs = beganAtMs;
    this.#lagMs = Math.max(0, Date.now() - (rows.at(-1)?.at.getTime() ?? 0));
    this.#recent.add(events);
    this.#parts.onEvents(events);
    return rows.length === BATCH;
  }
}
