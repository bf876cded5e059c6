import type { Database } from '@keyward/database';
import type { Logger } from 'pino';

import type { RawHandler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { describeError } from '../http/send-problem.ts';
import { type Audience, packetFor } from './audience.ts';
import { EventFeed } from './event-feed.ts';
import {
  type EncodedEvent,
  greetingPacket,
  HEARTBEAT,
  type Packet,
  resetPacket,
} from './event-frame.ts';
import { EventStream } from './event-stream.ts';
import { readLastEventId, refuseForeignSite } from './stream-request.ts';

export interface EventHubParts {
  db: Database;
  /** For the one connection that hears notifications. */
  connectionString: string;
  log: Logger;
  /** Origins of this console; a stream opened from another is refused. */
  origins: readonly string[];
  /** Which of these sessions may keep their streams; asked once per check for all of them. */
  findLiveSessions(sids: readonly string[]): Promise<ReadonlySet<string>>;
  heartbeatMs?: number;
  sessionCheckMs?: number;
  pollMs?: number;
  maxStreams?: number;
  maxStreamsPerPerson?: number;
  /** How many events may be replayed; who is further behind reads everything afresh. */
  replayLimit?: number;
  maxBufferedBytes?: number;
  stallMs?: number;
}

export interface EventHub {
  start: () => void;
  handler: RawHandler;
  /** Says goodbye on every stream and stops listening. */
  close: () => Promise<void>;
  streamCount: () => number;
}

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const;

const RETRY_AFTER_SECONDS = 10;

/** Shows the event table to everybody who watches: each event is encoded once and written once per reader. */
export function createEventHub(parts: EventHubParts): EventHub {
  const {
    log,
    heartbeatMs = 15_000,
    sessionCheckMs = 3_000,
    maxStreams = 2_000,
    maxStreamsPerPerson = 5,
    replayLimit = 5_000,
  } = parts;
  const limits = {
    maxBufferedBytes: parts.maxBufferedBytes ?? 1024 * 1024,
    stallMs: parts.stallMs ?? 30_000,
  };
  const streams = new Set<EventStream>();
  /** Streams that have caught up, by what they may see. */
  const attached = new Map<Audience, Set<EventStream>>();
  const timers: NodeJS.Timeout[] = [];
  let isClosed = false;
  let isChecking = false;

  const feed = new EventFeed({
    ...parts,
    pollMs: parts.pollMs ?? 2_000,
    isFollowed: () => streams.size > 0,
    isTaking: () => attached.size > 0,
    onEvents: broadcast,
  });

  function broadcast(events: readonly EncodedEvent[]): void {
    for (const [audience, members] of attached) {
      const bytes = packetFor(audience, events);
      if (bytes === null) continue;
      for (const stream of members) stream.send(bytes);
    }
  }

  function attach(stream: EventStream): void {
    if (!stream.isOpen) return;
    const members = attached.get(stream.audience) ?? new Set();
    attached.set(stream.audience, members.add(stream));
  }

  function leave(stream: EventStream): void {
    streams.delete(stream);
    const members = attached.get(stream.audience);
    members?.delete(stream);
    if (members?.size === 0) attached.delete(stream.audience);
  }

  function refuseOverCap(personId: string): void {
    let own = 0;
    for (const stream of streams) if (stream.personId === personId) own += 1;
    if (streams.size < maxStreams && own < maxStreamsPerPerson) return;
    throw new Refusal('rate_limited', {
      detail: 'Too many live connections are open.',
      nextStep:
        'Close Keyward in another browser; this one tries again by itself.',
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }

  function startAt(stream: EventStream, bytes: Packet): void {
    stream.send(bytes);
    attach(stream);
  }

  /**
   * Replays up to the head and attaches in the same turn in which nothing is missing any more: what comes later is
   * broadcast to it, what came before it has.
   */
  async function replay(stream: EventStream, lastSeq: number): Promise<void> {
    let at = lastSeq;
    // Another replica may have handed out an event that this one has not read yet.
    if (at > feed.head) await feed.readOn();
    const isUsable = at <= feed.head && feed.head - at <= replayLimit;
    if (!isUsable) return startAt(stream, resetPacket(feed.head));
    while (at < feed.head && stream.isOpen) {
      const events = await feed.eventsAfter(at);
      const last = events.at(-1);
      // Numbers have no gaps: a missing one is an event that is no longer kept.
      if (last === undefined || events[0]?.seq !== at + 1) {
        return startAt(stream, resetPacket(feed.head));
      }
      const bytes = packetFor(stream.audience, events);
      if (bytes !== null) await stream.deliver(bytes);
      at = last.seq;
    }
    attach(stream);
  }

  async function checkSessions(): Promise<void> {
    if (isChecking || streams.size === 0) return;
    isChecking = true;
    try {
      const checked = [...streams];
      const sids = new Set(checked.map((stream) => stream.sid));
      const live = await parts.findLiveSessions([...sids]);
      for (const stream of checked) {
        if (!live.has(stream.sid)) stream.end('signed_out');
      }
    } catch (error) {
      log.warn({ error: describeError(error) }, 'sessions were not checked');
    } finally {
      isChecking = false;
    }
  }

  const handler: RawHandler = async (request, response, caller) => {
    refuseForeignSite(request.headers, parts.origins);
    response.setHeaders(new Map(Object.entries(HEADERS)));
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    refuseOverCap(caller.person.id);
    // Who left during the sign-in check will not report its end again.
    if (request.socket.destroyed) return;
    const stream = new EventStream(request, response, caller, limits);
    streams.add(stream);
    response.once('close', () => leave(stream));
    try {
      await feed.enter();
    } catch (error) {
      leave(stream);
      throw error;
    }
    stream.open();
    if (isClosed) return stream.end('closing');
    const lastSeq = readLastEventId(request);
    if (lastSeq === null) return startAt(stream, greetingPacket(feed.head));
    replay(stream, lastSeq).catch((error: unknown) => {
      log.warn({ error: describeError(error) }, 'a stream was not replayed');
      stream.drop();
    });
  };

  return {
    handler,
    streamCount: () => streams.size,
    start() {
      feed.start();
      timers.push(
        setInterval(() => {
          for (const stream of streams) stream.send(HEARTBEAT);
        }, heartbeatMs),
        setInterval(() => void checkSessions(), sessionCheckMs),
      );
    },
    async close() {
      isClosed = true;
      for (const timer of timers) clearInterval(timer);
      for (const stream of streams) stream.end('closing');
      await feed.stop();
    },
  };
}
