import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  type ConsoleOptions,
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { callAs, type Person, problemOf } from './support/person.ts';
import type { Answer } from './support/send.ts';
import { waitFor } from './support/wait-for.ts';

let console: ConsoleUnderTest;
afterEach(() => console.stop());

async function start(options: ConsoleOptions): Promise<void> {
  console = await startConsoleUnderTest(options);
}

async function statuses(
  count: number,
  ask: (turn: number) => Promise<Answer>,
): Promise<number[]> {
  const seen: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    seen.push((await ask(turn)).status);
  }
  return seen;
}

const look = (person: Person, headers: Record<string, string> = {}) =>
  person.call('GET', '/api/session', undefined, headers);

describe('somebody who asks too often', () => {
  it('is told calmly when to come back, and nobody else is kept waiting', async () => {
    await start({ perPerson: { readsPer10Seconds: 5 } });
    const flooding = await console.person('helpdesk');
    const other = await console.person('helpdesk');
    expect(await statuses(6, () => look(flooding))).toEqual([
      200, 200, 200, 200, 200, 429,
    ]);
    const refused = await look(flooding);
    expect(problemOf(refused)).toMatchObject({
      code: 'rate_limited',
      detail: expect.stringMatching(/^More requests came at once/) as string,
      nextStep: expect.stringMatching(/^Wait \d+ seconds/) as string,
    });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await look(other)).status).toBe(200);
    // The health of the console is told at any time.
    const health = await console.send({ method: 'GET', path: '/healthz' });
    expect(health.status).toBe(200);
  });

  it('gains nothing by signing in again', async () => {
    await start({ perPerson: { readsPer10Seconds: 5 } });
    const person = await console.person('helpdesk');
    await statuses(5, () => look(person));
    const again = await console.signIn(person.username);
    expect((await look(again)).status).toBe(429);
  });

  it('gains nothing by a header that names another address', async () => {
    await start({ perPerson: { strangersPer10Seconds: 5 } });
    const asked = await statuses(8, (turn) =>
      callAs(console, null, 'GET', '/api/session', undefined, {
        'x-forwarded-for': `203.0.113.${String(turn)}`,
        forwarded: `for=203.0.113.${String(turn)}`,
        'x-real-ip': `203.0.113.${String(turn)}`,
      }),
    );
    expect(asked).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  });

  it('is known by the address that the declared proxy saw, whatever is written before it', async () => {
    await start({
      perPerson: { strangersPer10Seconds: 3 },
      env: { KEYWARD_TRUST_PROXY: '1' },
    });
    const from = (forwarded: string) =>
      callAs(console, null, 'GET', '/api/session', undefined, {
        'x-forwarded-for': forwarded,
      });
    const asked = await statuses(5, (turn) =>
      from(`198.51.100.${String(turn)}, 203.0.113.7`),
    );
    expect(asked).toEqual([401, 401, 401, 429, 429]);
    expect((await from('203.0.113.7, 203.0.113.8')).status).toBe(401);
  });
});

describe('what one person may have open', () => {
  it('is five event streams, and a sixth is told to wait', async () => {
    await start({ perPerson: { streams: 5 } });
    const person = await console.person('helpdesk');
    const open = new AbortController();
    const stream = () =>
      fetch(`${console.origin}/api/events`, {
        headers: { cookie: person.cookie },
        signal: open.signal,
      });
    const streams = [];
    for (let count = 0; count < 6; count += 1) streams.push(await stream());
    expect(streams.map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200, 429,
    ]);
    expect(streams[5]?.headers.get('retry-after')).toBe('10');
    open.abort();
  });

  it('is two looks at targets, and the next may begin when one is over', async () => {
    await start({
      perPerson: { looks: 2 },
      env: {
        KEYWARD_EGRESS_ALLOW: '127.0.0.1/32',
        KEYWARD_EGRESS_ALLOW_LOOPBACK: '1',
      },
    });
    const admin = await console.person('security_admin');
    const held: Socket[] = [];
    const silent = createServer((socket) => {
      held.push(socket);
      socket.on('error', () => undefined);
    });
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = z.object({ port: z.number() }).parse(silent.address());
    const probe = () =>
      admin.call('POST', '/api/connections/probe', {
        kind: 'esx',
        host: '127.0.0.1',
        port,
      });
    const running = [probe(), probe()];
    await waitFor('two looks on their way', async () => held.length === 2);
    const refused = await probe();
    expect(problemOf(refused)).toMatchObject({
      code: 'rate_limited',
      detail: 'Your other looks at targets are still running.',
    });
    expect(refused.headers['retry-after']).toBe('2');
    for (const socket of held) socket.destroy();
    await Promise.all(running);
    const next = probe();
    await waitFor('another look', async () => held.length === 3);
    held[2]?.destroy();
    expect((await next).status).toBe(502);
    silent.close();
  });
});

// Minutes of load say nothing on a machine that runs other tests beside.
describe.runIf(isFullScale)(
  'two hundred requests a second of one person',
  () => {
    it('leave the answers of another under 300 ms', async () => {
      await start({
        estate: ['esx-01'],
        perPerson: { readsPer10Seconds: 600, changesPer10Seconds: 200 },
      });
      const flooding = await console.person('security_admin');
      const other = await console.person('security_admin');
      const until = performance.now() + 20_000;
      const flood: Promise<Answer>[] = [];
      const timer = setInterval(() => {
        for (let count = 0; count < 10; count += 1) {
          flood.push(flooding.call('GET', '/api/changes?q=a'));
        }
      }, 50);
      const times: number[] = [];
      while (performance.now() < until) {
        const begun = performance.now();
        const answer = await other.call('GET', '/api/changes');
        times.push(performance.now() - begun);
        expect(answer.status).toBe(200);
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
      clearInterval(timer);
      const codes = new Set(
        (await Promise.all(flood)).map((each) => each.status),
      );
      expect([...codes].sort()).toEqual([200, 429]);
      times.sort((a, b) => a - b);
      const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
      process.stdout.write(
        `flooding person: ${String(flood.length)} requests; another's p95 ${p95.toFixed(1)} ms of ${String(times.length)}\n`,
      );
      tellFigure('client: p95 of others during a flood, ms', Math.round(p95), {
        most: 300,
      });
      expect(p95).toBeLessThan(300);
    }, 120_000);
  },
);
