import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { z } from 'zod';

import { readConfig } from '../../apps/bff/src/config.ts';
import { EstateCache } from '../../apps/bff/src/connections/estate/estate-cache.ts';
import { startConsole } from '../../apps/bff/src/start-console.ts';

// A server in a process of its own, told over the channel of its parent: the whole console as it is, the console whose
// estate never counts as fresh before Express, or a server with nothing but ready bytes.
const order = z.union([
  z.object({
    static: z.object({
      body: z.string(),
      headers: z.record(z.string(), z.string()),
    }),
  }),
  z.object({ usage: z.literal(true) }),
]);
const variant = z
  .enum(['memory', 'express', 'static'])
  .parse(process.argv.at(2));

async function startWhole(): Promise<number> {
  if (variant === 'express') EstateCache.prototype.holdsFresh = () => false;
  const { port } = await startConsole(readConfig(), pino({ level: 'silent' }));
  return port;
}

function startStatic(text: string, headers: Record<string, string>): void {
  const body = Buffer.from(text);
  const server = createServer((request, response) => {
    if (request.url === '/headers') {
      for (const [name, value] of Object.entries(headers)) {
        response.setHeader(name, value);
      }
    }
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('Content-Length', body.length);
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo; // a TCP server that listens
    process.send?.({ port });
  });
}

process.on('message', (message) => {
  const parsed = order.parse(message);
  if ('static' in parsed) {
    startStatic(parsed.static.body, parsed.static.headers);
    return;
  }
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicros: user + system });
});
process.on('disconnect', () => process.exit());
if (variant === 'static') process.send?.({ waiting: true });
else process.send?.({ port: await startWhole() });
