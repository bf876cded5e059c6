import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import type { Caller } from '../people/caller.ts';
import { type Audience, audienceOf } from './audience.ts';
import { byeFrame, type ByeReason, type Packet } from './event-frame.ts';

const FAREWELL_MS = 1_000;

export interface StreamLimits {
  /** Bytes that may wait for a reader before it is let go, in bytes. */
  maxBufferedBytes: number;
  /** How long a replay waits for a reader that takes nothing, in milliseconds. */
  stallMs: number;
}

/**
 * One open answer. Packets go straight to the socket: the answer itself would frame and copy them once per reader,
 * which costs about as much again as the system call.
 */
export class EventStream {
  readonly sid: string;
  readonly personId: string;
  readonly audience: Audience;
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

  /** Sends the headers; what `send` was given before is nobody's, and not written. */
  open(): void {
    // A pipelined request has no socket yet, and an answer without end would keep the next one waiting anyway.
    if (this.#response.socket !== this.#socket) return this.drop();
    this.#socket.setTimeout(0);
    this.#socket.setNoDelay(true);
    this.#response.flushHeaders();
    this.#isChunked = this.#response.chunkedEncoding;
    this.#isBegun = true;
  }

  /** Writes, and lets a reader go whose queue is too long: it comes back and continues after its last event. */
  send(packet: Packet): void {
    if (this.#isOver || !this.#isBegun) return;
    this.#write(packet);
    if (this.#socket.writableLength > this.#limits.maxBufferedBytes) {
      this.drop();
    }
  }

  /** Writes and resolves when the reader has taken it, or the stream is over. */
  async deliver(packet: Packet): Promise<void> {
    if (!this.isOpen) return;
    this.#write(packet);
    if (!this.#socket.writableNeedDrain) return;
    const socket = this.#socket;
    await new Promise<void>((resolve) => {
      const stalled = setTimeout(() => this.drop(), this.#limits.stallMs);
      const done = (): void => {
        clearTimeout(stalled);
        socket.off('drain', done);
        socket.off('close', done);
        resolve();
      };
      socket.once('drain', done);
      socket.once('close', done);
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

  #write({ chunked, plain }: Packet): void {
    this.#socket.write(this.#isChunked ? chunked : plain);
  }
}
