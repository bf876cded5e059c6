import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openStage, type Stage } from './open-stage.ts';
import { openReader } from './reader.ts';
import { taskEvent, writeEvents } from './write-events.ts';

/** As between a quarter of a minute and a minute: a heartbeat, and a proxy's patience with silence. */
const SCALE = isFullScale ? 1 : 1 / 50;
const HEARTBEAT_MS = 15_000 * SCALE;
const IDLE_MS = 60_000 * SCALE;
const WATCHED_MS = (isFullScale ? 600_000 : 100_000) * SCALE;

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/**
 * A proxy with the habits that break streams: it collects an answer until its end unless the answer forbids it,
 * compresses unless told not to transform, and cuts what is silent for too long.
 */
async function startProxy(port: number) {
  const proxy = createServer((incoming, outgoing) => {
    const asked = request({
      host: '127.0.0.1',
      port,
      path: incoming.url,
      headers: incoming.headers,
      agent: false,
    });
    asked.on('response', (answer: IncomingMessage) => {
      const { headers } = answer;
      const collects = headers['x-accel-buffering'] !== 'no';
      const compresses =
        headers['cache-control']?.includes('no-transform') !== true;
      if (collects || compresses) answer.pause();
      outgoing.writeHead(answer.statusCode ?? 502, headers);
      outgoing.flushHeaders();
      let idle = setTimeout(cut, IDLE_MS);
      answer.on('data', (bytes: Buffer) => {
        clearTimeout(idle);
        idle = setTimeout(cut, IDLE_MS);
        outgoing.write(bytes);
      });
      if (collects || compresses) answer.pause();
      function cut(): void {
        outgoing.destroy();
        asked.destroy();
      }
      outgoing.once('close', () => {
        clearTimeout(idle);
        asked.destroy();
      });
    });
    asked.on('error', () => outgoing.destroy());
    asked.end();
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async stop() {
      proxy.closeAllConnections();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

describe('a proxy that collects, compresses and loses patience', () => {
  it(
    'carries a quiet stream for as long as it is open, and each event at once',
    async () => {
      const { port } = await stage.run({ heartbeatMs: HEARTBEAT_MS });
      const proxy = await startProxy(port);
      try {
        const reader = await openReader(proxy.port, {});
        const begin = performance.now();
        let isOver = false;
        void reader.ended.then(() => (isOver = true));
        await reader.find(
          () => isOver || performance.now() - begin >= WATCHED_MS,
        );
        const aliveMs = performance.now() - begin;
        const before = performance.now();
        await writeEvents(stage.db, taskEvent());
        await reader.seqsUntil(1);
        const lateMs = performance.now() - before;
        tellFigure('F28 alive behind the proxy, s', aliveMs / 1000 / SCALE, {
          least: isFullScale ? 600 : 100,
        });
        tellFigure('F28 event behind the proxy, ms', lateMs, { most: 1_000 });
        expect(isOver).toBe(false);
        expect(lateMs).toBeLessThan(IDLE_MS);
        reader.leave();
      } finally {
        await proxy.stop();
      }
    },
    WATCHED_MS + 60_000,
  );
});
