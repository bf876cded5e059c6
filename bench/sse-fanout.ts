import { connectDatabase, migrate } from '@keyward/database';
import { startEmbeddedPostgres } from '@keyward/database/embedded';
import { sql } from 'kysely';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

import { encodeEvent } from '../apps/bff/src/live/event-frame.ts';
import { taskEvent, writeEvents } from '../apps/bff/test/live/write-events.ts';
import { startChild } from '../apps/e2e/product/managed-child.ts';
import { pairedRatio, quantile } from './measure/quantiles.ts';

const READERS = Number(process.argv[2] ?? 1_000);
const EVENTS = 200;
const WARM_UP = 50;
const ROUNDS = 7;
const GOAL = 1.15;
const EVENT = taskEvent('x'.repeat(80));
/** What the hub makes of the event. */
const FRAME_BYTES = encodeEvent({
  ...EVENT,
  seq: 100,
  at: new Date(),
}).frame?.length;

/** A server process with its readers. */
interface Fanout {
  /** Sends events one after the other, each after everybody has the last. @returns µs of CPU per delivered event */
  run(events: number): Promise<number>;
  /** Resident memory of the server in bytes. */
  residentBytes(): Promise<number>;
  stop(): Promise<void>;
}

const usage = z.object({ cpuUs: z.number(), rss: z.number() });

/** A server over a database of its own, so that neither hears the other's events. */
async function startFanout(
  variant: 'control' | 'hub',
  server: string,
): Promise<Fanout> {
  const url = new URL(server);
  url.pathname = `/bench_${variant}`;
  const maintenance = connectDatabase(server);
  await sql`create database ${sql.id(url.pathname.slice(1))}`.execute(
    maintenance.db,
  );
  await maintenance.close();
  const database = connectDatabase(url.href);
  await migrate(database.db);
  const child = startChild({
    name: variant,
    script: 'bench/measure/stream-server.ts',
    args: [variant, url.href, String(FRAME_BYTES)],
  });
  const port = Number((await child.line('listening', 20_000)).split(' ')[1]);
  const ask = async (path: string) =>
    usage.parse(
      await (await fetch(`http://127.0.0.1:${String(port)}${path}`)).json(),
    );
  const readers = await Promise.all(
    Array.from({ length: READERS }, () => openReader(port)),
  );
  let seq = 0;
  return {
    async run(events) {
      const before = await ask('/cpu');
      for (let each = 0; each < events; each += 1) {
        seq += 1;
        const everybody = Promise.all(
          readers.map((reader) => reader.hears(`id: ${String(seq)}\n`)),
        );
        await writeEvents(database.db, EVENT);
        await everybody;
      }
      const after = await ask('/cpu');
      return (after.cpuUs - before.cpuUs) / events / READERS;
    },
    residentBytes: async () => (await ask('/cpu')).rss,
    async stop() {
      for (const reader of readers) reader.socket.destroy();
      await child.stop(2_000);
      await database.close();
    },
  };
}

async function openReader(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  // A server that is stopped resets what is still open.
  socket.on('error', () => undefined);
  let awaited: { text: string; heard: () => void } | null = null;
  let tail = '';
  const opened = Promise.withResolvers<void>();
  socket.on('data', (bytes) => {
    const text = tail + bytes.toString('latin1');
    opened.resolve();
    tail = text.slice(-600);
    if (awaited !== null && text.includes(awaited.text)) {
      awaited.heard();
      awaited = null;
    }
  });
  socket.write('GET /api/events HTTP/1.1\r\nHost: x\r\n\r\n');
  await opened.promise;
  return {
    socket,
    hears: (text: string) =>
      new Promise<void>((heard) => {
        awaited = { text, heard };
      }),
  };
}

const dataDir = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
// The user that PostgreSQL runs as under root has to get through.
chmodSync(dataDir, 0o711);
const postgres = await startEmbeddedPostgres({ dataDir });
const bare = await startFanout('control', postgres.url);
const hub = await startFanout('hub', postgres.url);
try {
  await bare.run(WARM_UP);
  await hub.run(WARM_UP);
  const [controls, subjects]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    controls.push(await bare.run(EVENTS));
    subjects.push(await hub.run(EVENTS));
  }
  const ratio = pairedRatio(subjects, controls);
  const show = (values: number[]): string =>
    `${quantile(values, 0.5).toFixed(2)} µs (${values.map((value) => value.toFixed(2)).join(', ')})`;
  console.log(
    `CPU per delivered event of ${String(FRAME_BYTES)} B, ${String(READERS)} readers, ${String(EVENTS)} events a round`,
  );
  console.log(`bare sockets (control)  ${show(controls)}`);
  console.log(`event hub               ${show(subjects)}`);
  const extraKb =
    ((await hub.residentBytes()) - (await bare.residentBytes())) / 1024;
  console.log(
    `memory of the hub above the control: ${(extraKb / 1024).toFixed(1)} MB`,
  );
  console.log(`ratio ${ratio.toFixed(2)}, goal ${String(GOAL)}`);
  process.exitCode = ratio <= GOAL ? 0 : 1;
} finally {
  await Promise.all([bare.stop(), hub.stop()]);
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
