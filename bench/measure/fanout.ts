import { connectDatabase, type JournalEvent, migrate } from '@keyward/database';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

import { encodeEvent } from '../../apps/bff/src/live/event-frame.ts';
import {
  taskEvent,
  writeEvents,
} from '../../apps/bff/test/live/write-events.ts';
import { startChild } from '../../apps/e2e/product/managed-child.ts';
import { openStreamReader, type StreamReader } from './stream-reader.ts';

/** An event of about 400 bytes. */
export const EVENT = taskEvent('x'.repeat(80));

/** What the hub makes of the event, in bytes. */
export const FRAME_BYTES =
  encodeEvent({ ...EVENT, seq: 100, at: new Date() }).frame?.length ?? 0;

export interface FanoutOptions {
  variant:
    | 'bare'
    | 'bare-frames'
    | 'held'
    | 'hub'
    | 'better-sse'
    | 'one-by-one'
    | 'ready';
  /** Address of a database of its own, so that none hears another's events. */
  url: string;
  /** Of the hub. */
  hub?: { frameMs?: number; maxBufferedBytes?: number; stallMs?: number };
}

/** A server process with its readers. */
export interface Fanout {
  readers: StreamReader[];
  connect(count: number, lastEventId?: number): Promise<StreamReader[]>;
  /** Commits events in one transaction without waiting for anybody. @returns the number of the last one */
  write(events: readonly JournalEvent[]): Promise<number>;
  /**
   * Commits so many events at once, so many times, each after everybody has the last and not sooner than `everyMs` after
   * it. @returns µs of CPU per delivered event
   */
  run(times: number, atOnce?: number, everyMs?: number): Promise<number>;
  cpuUs(): Promise<number>;
  /** Resident memory of the server after a collection, in bytes. */
  residentBytes(): Promise<number>;
  /** What the hub says of itself, and the longest queue of a reader in bytes. */
  facts(): Promise<z.infer<typeof facts>>;
  stop(): Promise<void>;
}

const facts = z.object({
  mostQueued: z.number(),
  replaysMade: z.number().default(0),
  catchingUp: z.number().default(0),
});

const STARTS_WITHIN_MS = 30_000;

export async function startFanout({
  variant,
  url,
  hub,
}: FanoutOptions): Promise<Fanout> {
  const database = connectDatabase(url);
  await migrate(database.db);
  const child = startChild({
    name: variant,
    script: 'bench/measure/stream-server.ts',
    args: [variant, url, String(FRAME_BYTES), JSON.stringify(hub ?? {})],
  });
  const line = await child.line('listening', STARTS_WITHIN_MS);
  const port = Number(line.split(' ')[1]);
  const ask = async (path: string): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${String(port)}${path}`)).json();
  const cpuUs = async (): Promise<number> =>
    z.object({ cpuUs: z.number() }).parse(await ask('/usage')).cpuUs;
  const readers: StreamReader[] = [];
  let seq = 0;
  const write = async (events: readonly JournalEvent[]): Promise<number> => {
    await writeEvents(database.db, ...events);
    return (seq += events.length);
  };
  return {
    readers,
    async connect(count, lastEventId) {
      const opened = await Promise.all(
        Array.from({ length: count }, () =>
          openStreamReader(port, { lastEventId }),
        ),
      );
      readers.push(...opened);
      return opened;
    },
    write,
    async run(times, atOnce = 1, everyMs = 0) {
      const before = await cpuUs();
      const events = Array.from({ length: atOnce }, () => EVENT);
      for (let each = 0; each < times; each += 1) {
        const everybody = Promise.all(
          readers.map((reader) => reader.hears(seq + atOnce)),
        );
        const pause = delay(everyMs);
        await write(events);
        await everybody;
        if (everyMs > 0) await pause;
      }
      const used = (await cpuUs()) - before;
      return used / times / atOnce / readers.length;
    },
    cpuUs,
    residentBytes: async () =>
      z.object({ rss: z.number() }).parse(await ask('/memory')).rss,
    facts: async () => facts.parse(await ask('/facts')),
    async stop() {
      for (const reader of readers) reader.leave();
      await child.stop(2_000);
      await database.close();
    },
  };
}
