import {
  type EventType,
  type StreamEvent,
  streamEvent,
} from '@keyward/contract';
import type { EventRow } from '@keyward/database';

/** One event as every subscriber gets it. `frame` is null for a row that is no event of the contract. */
export interface EncodedEvent {
  seq: number;
  type: EventType | null;
  subject: string;
  /** Whether it says nothing but how far a task is, so that the next such event makes it worthless. */
  isProgress: boolean;
  frame: Buffer | null;
}

/** Bytes for a socket, with and without HTTP/1.1 chunk framing; both share memory. */
export interface Packet {
  chunked: Buffer;
  plain: Buffer;
}

/**
 * Encodes a row once for all subscribers. The contract's schema is the allow-list: a member it does not name never
 * leaves, and JSON keeps line breaks inside the single data line.
 */
export function encodeEvent(row: EventRow): EncodedEvent {
  const { seq, type, subject, v, data } = row;
  const at = row.at.toISOString();
  const parsed = streamEvent.safeParse({ seq, at, type, subject, v, data });
  if (!parsed.success) {
    return { seq, subject, type: null, isProgress: false, frame: null };
  }
  const text = `id: ${String(seq)}\nevent: ${parsed.data.type}\ndata: ${JSON.stringify(parsed.data)}\n\n`;
  return {
    seq,
    subject,
    type: parsed.data.type,
    isProgress: isProgress(parsed.data),
    frame: Buffer.from(text),
  };
}

function isProgress(event: StreamEvent): boolean {
  return event.type === 'task' && event.data.what === 'progress';
}

/** Frames the chunk once, so that one write per subscriber is all that is left to do. */
export function packet(payload: readonly Buffer[]): Packet {
  const sizeBytes = payload.reduce((sum, each) => sum + each.length, 0);
  const head = Buffer.from(`${sizeBytes.toString(16)}\r\n`);
  const chunked = Buffer.concat([head, ...payload, CHUNK_END]);
  return {
    chunked,
    plain: chunked.subarray(head.length, head.length + sizeBytes),
  };
}

const CHUNK_END = Buffer.from('\r\n');

/** A comment: keeps proxies and the browser's watchdog content. */
export const HEARTBEAT = packet([Buffer.from(':\n\n')]);

const RETRY_MS = 2_000;

/**
 * First bytes of a stream that starts at the present. It has an id but no data, so nothing is dispatched and a
 * browser still knows where to continue from.
 */
export function greetingPacket(head: number): Packet {
  return packet([
    Buffer.from(`retry: ${String(RETRY_MS)}\nid: ${String(head)}\n\n`),
  ]);
}

/** An id without data: where to continue from behind events that this reader was not sent. */
export function placeFrame(seq: number): Buffer {
  return Buffer.from(`id: ${String(seq)}\n\n`);
}

/** Everything must be read afresh; the stream goes on after `head`. */
export function resetPacket(head: number): Packet {
  return packet([
    Buffer.from(
      `retry: ${String(RETRY_MS)}\nid: ${String(head)}\nevent: reset\ndata: {"seq":${String(head)}}\n\n`,
    ),
  ]);
}

export type ByeReason = 'signed_out' | 'closing';

export function byeFrame(reason: ByeReason): string {
  return `event: bye\ndata: {"reason":"${reason}"}\n\n`;
}
