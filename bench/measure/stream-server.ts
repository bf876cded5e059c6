import { connectDatabase, EVENT_CHANNEL } from '@keyward/database';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import pg from 'pg';
import { pino } from 'pino';

import { createEventHub } from '../../apps/bff/src/live/event-hub.ts';
import { makeCaller } from '../../apps/bff/test/live/make-caller.ts';

// One process per measurement: the hub, or the control, which hears the same notification and writes ready bytes of
// the same size to bare sockets. `/cpu` tells what the process has used.
const [variant, url = '', frameBytes = '400'] = process.argv.slice(2);
const sockets: Socket[] = [];
const head =
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';

const hub =
  variant === 'control'
    ? null
    : createEventHub({
        db: connectDatabase(url).db,
        connectionString: url,
        log: pino({ level: 'warn' }),
        origins: [],
        findLiveSessions: async (sids) =>
          new Map(sids.map((sid) => [sid, makeCaller().permissions])),
        frameMs: 0,
      });
hub?.start();

function tick(seq: string): void {
  const start = `id: ${seq}\nevent: task\ndata: `;
  const frame = `${start.padEnd(Number(frameBytes) - 2, 'x')}\n\n`;
  const bytes = Buffer.from(`${frame.length.toString(16)}\r\n${frame}\r\n`);
  for (const socket of sockets) socket.write(bytes);
}

if (hub === null) {
  const listener = new pg.Client({ connectionString: url });
  listener.on('notification', ({ payload }) => tick(payload ?? ''));
  await listener.connect();
  await listener.query(`listen ${EVENT_CHANNEL}`);
}

const server = createServer((request, response) => {
  const path = request.url ?? '';
  if (path === '/cpu') {
    const { user, system } = process.cpuUsage();
    const { rss } = process.memoryUsage();
    response.end(JSON.stringify({ cpuUs: user + system, rss }));
  } else if (hub === null) {
    request.socket.write(head);
    sockets.push(request.socket);
  } else {
    void hub.handler(request, response, makeCaller());
  }
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
console.log(
  `listening ${String(typeof address === 'object' ? address?.port : '')}`,
);
