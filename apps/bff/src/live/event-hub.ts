import type { Permission } from '@keyward/contract';
import type { Logger } from 'pino';

import type { RawHandler } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { describeError } from '../http/send-problem.ts';
import {
  type Audience,
  audienceOf,
  type Completeness,
  partsFor,
} from './audience.ts';
import { EventFeed } from './event-feed.ts';
import {
  type EncodedEvent,
  greetingPacket,
  HEARTBEAT,
  type Packet,
  resetPacket,
} from './event-frame.ts';
import { EventStream } from './event-stream.ts';
import type { EventPool } from './event-table.ts';
import { Replays } from './replays.ts';
import { readLastEventId, refuseForeignSite } from './stream-request.ts';

export interface EventHubParts {
  pool: EventPool;
  /** For the one connection that hears notifications. */
  connectionString: string;
  log: Logger;
  /** Origins of this console; a stream opened from another is refused. */
  origins: readonly string[];
  /** Which of these sessions may keep their streams, and what they may do now; asked once per check for all of them. */
  findLiveSessions(
    sids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Permission[]>>;
  heartbeatMs?: number;
  sessionCheckMs?: number;
  pollMs?: number;
  /** The shortest time between two writes to the same reader; 0 writes every event by itself. */
  frameMs?: number;
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
  facts: () => StreamFacts;
}

/** Figures of this process's streams. */
export interface StreamFacts {
  open: number;
  /** Those that are being sent what they missed, or wait for a slow reader. */
  catchingUp: number;
  /** Number of the newest event that was handed out. */
  head: number;
  /** Age of the newest event when it was written, in milliseconds. */
  lagMs: number;
  /** Stretches of the past that were read and framed so far. */
  replaysMade: number;
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
    sessionCheckMs = 2_000,
    maxStreams = 2_000,
    maxStreamsPerPerson = 5,
    replayLimit = 20_000,
  } = parts;
  const limits = {
    maxBufferedBytes: parts.maxBufferedBytes ?? 64 * 1024,
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
    frameMs: parts.frameMs ?? 100,
    isFollowed: () => streams.size > 0,
    isTaking: () => attached.size > 0,
    onEvents: broadcast,
  });

  const replays = new Replays({
    eventsAfter: (after, limit) => feed.eventsAfter(after, limit),
    partBytes: limits.maxBufferedBytes,
  });

  function broadcast(events: readonly EncodedEvent[]): void {
    for (const [audience, members] of attached) {
      const most = limits.maxBufferedBytes;
      const parts = partsFor(audience, events, most, 'newest');
      for (const { after, bytes } of parts) {
        for (const stream of offerToAll(members, bytes)) {
          fallBehind(stream, after);
        }
      }
    }
  }

  /**
   * A reader whose queue is full gets no more of it: once the queue is empty it is sent what is in the table, which may
   * be less than it missed, because progress that is overtaken is left out.
   */
  function fallBehind(stream: EventStream, after: number): void {
    detach(stream);
    continueAfter(stream, after, 'newest');
  }

  function attach(stream: EventStream): void {
    if (!stream.isOpen) return;
    const members = attached.get(stream.audience) ?? new Set();
    attached.set(stream.audience, members.add(stream));
  }

  /** @returns whether it was attached */
  function detach(stream: EventStream): boolean {
    const members = attached.get(stream.audience);
    const wasAttached = members?.delete(stream) === true;
    if (members?.size === 0) attached.delete(stream.audience);
    return wasAttached;
  }

  function leave(stream: EventStream): void {
    streams.delete(stream);
    detach(stream);
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
    stream.insist(bytes);
    attach(stream);
  }

  function continueAfter(
    stream: EventStream,
    lastSeq: number,
    completeness: Completeness,
  ): void {
    replay(stream, lastSeq, completeness).catch((error: unknown) => {
      log.warn({ error: describeError(error) }, 'a stream was not replayed');
      stream.drop();
    });
  }

  /**
   * Replays up to the head and attaches in the same turn in which nothing is missing any more: what comes later is
   * broadcast to it, what came before it has.
   */
  async function replay(
    stream: EventStream,
    lastSeq: number,
    completeness: Completeness,
  ): Promise<void> {
    let at = lastSeq;
    // Another replica may have handed out an event that this one has not read yet.
    if (at > feed.head) await feed.readOn();
    // Delivered once the reader has emptied its queue.
    if (completeness === 'newest') await stream.deliver(HEARTBEAT);
    const isUsable = at <= feed.head && feed.head - at <= replayLimit;
    if (!isUsable) return startAt(stream, resetPacket(feed.head));
    while (at < feed.head && stream.isOpen) {
      const { audience } = stream;
      const stretch = await replays.stretchAfter(audience, at, completeness);
      for (const { bytes } of stretch?.parts ?? []) {
        if (stream.audience === audience) await stream.deliver(bytes);
      }
      const isRight = stretch !== null && stream.audience === audience;
      if (!isRight) return startAt(stream, resetPacket(feed.head));
      at = stretch.last;
    }
    attach(stream);
  }

  /** Whose roles have changed sees something else from now on, and reads afresh what was shown before. */
  function review(
    stream: EventStream,
    permissions: readonly Permission[],
  ): void {
    const audience = audienceOf(permissions);
    if (audience === stream.audience) return;
    const wasAttached = detach(stream);
    stream.audience = audience;
    if (wasAttached) startAt(stream, resetPacket(feed.head));
  }

  async function checkSessions(): Promise<void> {
    if (isChecking || streams.size === 0) return;
    isChecking = true;
    try {
      const checked = [...streams];
      const sids = new Set(checked.map((stream) => stream.sid));
      const live = await parts.findLiveSessions([...sids]);
      for (const stream of checked) {
        const permissions = live.get(stream.sid);
        if (permissions === undefined) stream.end('signed_out');
        else review(stream, permissions);
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
    // Whoever was away misses nothing.
    continueAfter(stream, lastSeq, 'every');
  };

  return {
    handler,
    streamCount: () => streams.size,
    facts() {
      let attachedCount = 0;
      for (const members of attached.values()) attachedCount += members.size;
      return {
        open: streams.size,
        catchingUp: streams.size - attachedCount,
        head: feed.head,
        lagMs: feed.lagMs,
        replaysMade: replays.made,
      };
    },
    start() {
      feed.start();
      timers.push(
        setInterval(() => {
          for (const stream of streams) stream.offer(HEARTBEAT);
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

/**
 * The one loop that runs for every reader of every event, by itself so that the engine compiles it for its only use.
 *
 * @returns those who cannot take it now
 */
function offerToAll(
  members: ReadonlySet<EventStream>,
  bytes: Packet,
): EventStream[] {
  const full: EventStream[] = [];
  for (const stream of members) if (!stream.offer(bytes)) full.push(stream);
  return full;
}
