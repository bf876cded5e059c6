import { connectDatabase, EVENT_CHANNEL } from '@keyward/database';
import { createChannel, createSession } from 'better-sse';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { pino } from 'pino';
import { z } from 'zod';

import { createEventHub } from '../../apps/bff/src/live/event-hub.ts';
import { readEvents } from '../../apps/bff/src/live/event-table.ts';
import { readLastEventId } from '../../apps/bff/src/live/stream-request.ts';
import { makeCaller } from '../../apps/bff/test/live/make-caller.ts';

// One process per measurement: the hub, or a control that hears the same notifications. `/usage` tells what the process
// has used, `/facts` what the hub says of itself.
const hubOptions = z.object({
  frameMs: z.number().default(0),
  maxBufferedBytes: z.number().optional(),
  stallMs: z.number().optional(),
});
const [variant = '', url = '', frameBytes = '400', options = '{}'] =
  process.argv.slice(2);

interface Variant {
  open: (request: IncomingMessage, response: ServerResponse) => void;
  /** Called for every event, by those who do not look into the table. */
  tell?: (seq: number) => void;
  /** The same for all that were announced together. */
  tellAll?: (seqs: readonly number[]) => void;
  facts?: () => object;
}

const HEAD =
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';

function bodyOf(seq: number): string {
  const start = `id: ${String(seq)}\nevent: task\ndata: `;
  return `${start.padEnd(Number(frameBytes) - 2, 'x')}\n\n`;
}

/** Ready bytes of the same size to bare sockets: nothing can cost less. */
function bareSockets(): Variant {
  const sockets: Socket[] = [];
  return {
    open({ socket }) {
      socket.write(HEAD);
      sockets.push(socket);
    },
    tell(seq) {
      const frame = bodyOf(seq);
      const bytes = Buffer.from(`${frame.length.toString(16)}\r\n${frame}\r\n`);
      for (const socket of sockets) socket.write(bytes);
    },
  };
}

/** Events that come together, as ready bytes of one frame to bare sockets: the least that coalescing can cost. */
function bareFrames(): Variant {
  const sockets: Socket[] = [];
  return {
    open({ socket }) {
      socket.write(HEAD);
      sockets.push(socket);
    },
    tellAll(seqs) {
      const frame = seqs.map(bodyOf).join('');
      const bytes = Buffer.from(`${frame.length.toString(16)}\r\n${frame}\r\n`);
      for (const socket of sockets) socket.write(bytes);
    },
  };
}

/** An answer of node:http that is left open, and nothing else. */
function heldAnswers(): Variant {
  return {
    open(_request, response) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write(':\n\n');
    },
  };
}

function betterSse(): Variant {
  const channel = createChannel();
  return {
    open(request, response) {
      void createSession(request, response).then((session) => {
        channel.register(session);
        session.push('hello');
      });
    },
    tell(seq) {
      const text = 'x'.repeat(Number(frameBytes) - 60);
      channel.broadcast({ seq, text }, 'task', { eventId: String(seq) });
    },
  };
}

/** Every reader has the past read and written for itself. */
function oneByOne(): Variant {
  const { pool } = connectDatabase(url, { maxConnections: 4 });
  return {
    open(request, response) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      const after = readLastEventId(request) ?? 0;
      void readEvents(pool, after, 10_000).then((rows) => {
        for (const row of rows) {
          response.write(
            `id: ${String(row.seq)}\nevent: ${row.type}\ndata: ${JSON.stringify(row)}\n\n`,
          );
        }
      });
    },
  };
}

/** The past as bytes that are always ready: every reader gets the same ones. */
function readyBytes(): Variant {
  const { pool } = connectDatabase(url, { maxConnections: 4 });
  let bytes: Promise<Buffer> | null = null;
  return {
    open(request, { socket }) {
      const after = readLastEventId(request) ?? 0;
      bytes ??= readEvents(pool, after, 10_000).then((rows) => {
        const text = rows.map(({ seq }) => bodyOf(seq)).join('');
        return Buffer.from(`${HEAD}${text.length.toString(16)}\r\n${text}\r\n`);
      });
      void bytes.then((ready) => socket?.write(ready));
    },
  };
}

function ourHub(): Variant {
  const { permissions } = makeCaller();
  const { frameMs, maxBufferedBytes, stallMs } = hubOptions.parse(
    JSON.parse(options),
  );
  const hub = createEventHub({
    pool: connectDatabase(url, { maxConnections: 4 }).pool,
    connectionString: url,
    log: pino({ level: 'warn' }),
    origins: [],
    findLiveSessions: async (sids) =>
      new Map(sids.map((sid) => [sid, permissions])),
    frameMs,
    maxStreams: 100_000,
    ...(maxBufferedBytes === undefined ? {} : { maxBufferedBytes }),
    ...(stallMs === undefined ? {} : { stallMs }),
  });
  hub.start();
  return {
    open: (request, response) =>
      void hub.handler(request, response, makeCaller()),
    facts: hub.facts,
  };
}

const VARIANTS: Record<string, () => Variant> = {
  bare: bareSockets,
  'bare-frames': bareFrames,
  held: heldAnswers,
  hub: ourHub,
  'better-sse': betterSse,
  'one-by-one': oneByOne,
  ready: readyBytes,
};
const make = VARIANTS[variant];
if (make === undefined) throw new Error(`There is no variant ${variant}.`);
const { open, tell, tellAll, facts } = make();

if (tell !== undefined || tellAll !== undefined) {
  const listener = new pg.Client({ connectionString: url });
  let [told, newest] = [0, 0];
  // Events of one transaction are announced once; they are told as if each had come by itself, in a turn of its own.
  const next = (): void => {
    tell?.((told += 1));
    if (told < newest) setImmediate(next);
  };
  listener.on('notification', ({ payload }) => {
    const isIdle = told === newest;
    newest = Number(payload);
    if (tellAll !== undefined) {
      tellAll(
        Array.from({ length: newest - told }, (_, each) => told + each + 1),
      );
      told = newest;
    } else if (isIdle && told < newest) next();
  });
  await listener.connect();
  await listener.query(`listen ${EVENT_CHANNEL}`);
}

setFlagsFromString('--expose-gc');
// The only way to it in a process that was started without the flag; its type is not known to anybody.
const collectGarbage = z
  .function({ output: z.void() })
  .parse(runInNewContext('gc'));
const sockets = new Set<Socket>();

const server = createServer((request, response) => {
  const path = (request.url ?? '').split('?')[0];
  if (path === '/usage') {
    const { user, system } = process.cpuUsage();
    response.end(JSON.stringify({ cpuUs: user + system }));
  } else if (path === '/memory') {
    collectGarbage();
    const { rss } = process.memoryUsage();
    response.end(JSON.stringify({ rss }));
  } else if (path === '/facts') {
    const queued = [...sockets].map((socket) => socket.writableLength);
    response.end(
      JSON.stringify({ ...facts?.(), mostQueued: Math.max(...queued) }),
    );
  } else {
    open(request, response);
  }
});
server.on('connection', (socket) => {
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.once('close', () => sockets.delete(socket));
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 });
await once(server, 'listening');
const address = server.address();
console.log(
  `listening ${String(typeof address === 'object' ? address?.port : '')}`,
);
