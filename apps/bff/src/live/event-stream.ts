import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import type { Caller } from '../people/caller.ts';
import { type Audience, audienceOf } from './audience.ts';
import { byeFrame, type ByeReason, type Packet } from './event-frame.ts';

const FAREWELL_MS = 1_000;

export interface StreamLimits {
  /** What may wait in this process for one reader, in bytes. */
  maxBufferedBytes: number;
  /** How long a reader may take nothing before it is let go, in milliseconds. */
  stallMs: number;
}

/**
 * One open answer. Packets go straight to the socket: the answer itself would frame and copy them once per reader,
 * which costs about as much again as the system call.
 */
export class EventStream {
  readonly sid: string;
  readonly personId: string;
  /** Changes when the person's roles do. */
  audience: Audience;
  readonly #response: ServerResponse;
  readonly #limits: StreamLimits;
  readonly #socket: Socket;
  #isChunked = true;
  /** Bytes that went ahead of the head would be no answer at all. */
  #isBegun = false;
  /** Read for every event, so a field: asking socket and answer costs as much as handing over the bytes. */
  #isOver = false;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    caller: Caller,
    limits: StreamLimits,
  ) {
    this.sid = caller.sid;
    this.personId = caller.person.id;
    this.audience = audienceOf(caller.permissions);
    this.#socket = request.socket;
    this.#response = response;
    this.#limits = limits;
  }

  get isOpen(): boolean {
    return !this.#isOver && !this.#socket.destroyed;
  }

  /** Sends the headers; what `offer` was given before is nobody's, and not written. */
  open(): void {
    // A pipelined request has no socket yet, and an answer without end would keep the next one waiting anyway.
    if (this.#response.socket !== this.#socket) return this.drop();
    this.#socket.setTimeout(0);
    this.#socket.setNoDelay(true);
    this.#response.flushHeaders();
    this.#isChunked = this.#response.chunkedEncoding;
    this.#isBegun = true;
  }

  /**
   * Writes, unless too much is waiting already.
   *
   * @returns whether nothing is owed to the reader
   */
  offer(packet: Packet): boolean {
    if (this.#isOver || !this.#isBegun) return true;
    const bytes = this.#isChunked ? packet.chunked : packet.plain;
    const waiting = this.#socket.writableLength;
    if (waiting > 0 && waiting + bytes.length > this.#limits.maxBufferedBytes) {
      return false;
    }
    this.#socket.write(bytes);
    return true;
  }

  /** Writes the few bytes without which the rest would be misread. */
  insist({ chunked, plain }: Packet): void {
    if (this.#isOver || !this.#isBegun) return;
    this.#socket.write(this.#isChunked ? chunked : plain);
  }

  /** Writes, and resolves when the reader's side has taken it and all before it, or the stream is over. */
  async deliver({ chunked, plain }: Packet): Promise<void> {
    if (!this.isOpen) return;
    const socket = this.#socket;
    await new Promise<void>((resolve) => {
      const stalled = setTimeout(() => this.drop(), this.#limits.stallMs);
      const done = (): void => {
        clearTimeout(stalled);
        socket.off('close', done);
        resolve();
      };
      socket.once('close', done);
      socket.write(this.#isChunked ? chunked : plain, done);
    });
  }

  /** Ends in order; a reader that does not take the farewell is cut off. */
  end(reason: ByeReason): void {
    if (!this.isOpen) return;
    this.#isOver = true;
    this.#response.end(byeFrame(reason));
    const cutOff = setTimeout(() => this.drop(), FAREWELL_MS);
    cutOff.unref();
    this.#response.once('finish', () => clearTimeout(cutOff));
  }

  drop(): void {
    this.#isOver = true;
    this.#socket.destroy();
  }
}
