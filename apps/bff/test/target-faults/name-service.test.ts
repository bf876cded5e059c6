import { connection } from '@keyward/contract';
import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import type { CheckedAddress } from '@keyward/upstream-http';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { newProvider, trySubmit } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, problemOf } from '../support/person.ts';
import type { Answer } from '../support/send.ts';
import { waitFor } from '../support/wait-for.ts';

const LONGEST_MS = isFullScale ? 120_000 : 30_000;
/** A connection may take 5 s, its name included; the rest is for a busy machine. */
const MOST_SECONDS = 5;
const MOST_PAUSE_MS = 45_000;
const HOST = 'host.lab.test';

let console: ConsoleUnderTest;
let admin: Person;
let connectionId: string;

/** What the name server does, and how often it was asked for the target. */
const names = { answer: (): Promise<CheckedAddress[]> => knows(), asked: 0 };
const knows = () =>
  Promise.resolve<CheckedAddress[]>([{ address: '127.0.0.1', family: 4 }]);
const knowsNot = () => Promise.reject(new Error('getaddrinfo ENOTFOUND'));
const saysNothing = () => new Promise<CheckedAddress[]>(() => undefined);

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['esx-01'],
    env: {
      KEYWARD_EGRESS_ALLOW: '127.0.0.1:*',
      KEYWARD_EGRESS_ALLOW_LOOPBACK: '1',
    },
    ...(isFullScale ? {} : { limits: { connectMs: 300 } }),
    resolve(host) {
      if (host === HOST) names.asked += 1;
      return host === HOST ? names.answer() : knows();
    },
  });
  admin = await console.signIn('admin');
  const [entry] = console.estate.simulators;
  const made = await admin.call('POST', '/api/connections', {
    name: 'found by its name',
    kind: 'esx',
    host: HOST,
    port: entry?.port,
    trust: { mode: 'pin', sha256: entry?.sha256 },
    credential: { username: entry?.username, password: entry?.password },
    esxAuth: entry?.esxAuth,
  });
  if (made.status !== 201) throw new Error(made.text);
  connectionId = connection.parse(made.body).id;
});
afterAll(() => console.stop());

const lookAgain = (): Promise<Answer> =>
  admin.call('POST', `/api/connections/${connectionId}/test`);
const plan = (): Promise<Answer> =>
  trySubmit(admin, { ...newProvider(console), connectionId });

const probe = (): Promise<Answer> =>
  admin.call('POST', '/api/connections/probe', {
    kind: 'esx',
    host: HOST,
    port: 443,
  });
/** The pause takes its 30 s, so only the figures of the goal wait for it. */
async function pauseIsOver(): Promise<void> {
  const startedAt = performance.now();
  await waitFor(
    'the pause to end',
    async () => (await plan()).status === 201,
    MOST_PAUSE_MS,
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  tellFigure('F39 back by itself after, s', Math.round(seconds), { most: 35 });
}

const paused = z.object({ retryAfterSeconds: z.number().optional() });

async function timed(ask: () => Promise<Answer>) {
  const startedAt = performance.now();
  const answer = await ask();
  return { answer, tookMs: performance.now() - startedAt };
}

/** From now on the name server does this, and no connection is open that would do without it. */
async function nameServer(answer: typeof names.answer): Promise<void> {
  names.answer = answer;
  // Another version is another client.
  await admin.call('PATCH', `/api/connections/${connectionId}`, {
    description: randomUUID(),
  });
  names.asked = 0;
}

const FAILURES: [string, typeof names.answer][] = [
  ['says nothing', saysNothing],
  ['does not know the name', knowsNot],
];

describe('a name server that', { timeout: LONGEST_MS }, () => {
  it.each(FAILURES)(
    '%s is waited for no longer than a target',
    async (_, answer) => {
      await nameServer(answer);
      const tested = await timed(lookAgain);
      expect(problemOf(tested.answer).code).toMatch(
        /^upstream_(timeout|unreachable)$/,
      );
      const probed = await timed(probe);
      expect(problemOf(probed.answer).fieldErrors).toMatchObject([
        { pointer: '/host', code: 'unresolvable' },
      ]);
      const seconds = Math.max(tested.tookMs, probed.tookMs) / 1_000;
      expect(seconds).toBeLessThan(MOST_SECONDS);
      const name =
        answer === knowsNot
          ? 'F39 unknown name, s'
          : 'F39 silent name server, s';
      tellFigure(name, Math.round(seconds * 10) / 10, { most: MOST_SECONDS });
    },
  );

  it.each(FAILURES)(
    '%s is asked five times, and then not for 30 s',
    async (_, answer) => {
      await nameServer(answer);
      const waits: (number | undefined)[] = [];
      for (let asked = 1; asked <= 7; asked += 1) {
        const { status, body } = await plan();
        expect(status).toBeGreaterThanOrEqual(502);
        waits.push(paused.parse(body).retryAfterSeconds);
      }
      expect(names.asked).toBe(5);
      expect(waits.slice(0, 5)).toEqual(Array.from({ length: 5 }));
      expect(
        Math.min(...waits.slice(5).map((each) => each ?? 0)),
      ).toBeGreaterThan(0);
      tellFigure('F39 look-ups before the pause', names.asked, { most: 5 });
    },
  );

  it('knows the name again is asked after the pause, or at once by somebody who looks', async () => {
    await nameServer(knowsNot);
    for (let asked = 1; asked <= 6; asked += 1) await plan();
    names.answer = knows;
    expect((await plan()).status).toBe(502);
    await (isFullScale ? pauseIsOver() : lookAgain());
    expect((await plan()).status).toBe(201);
  });

  it('knows the name and then not, again and again, is believed each time', async () => {
    const rounds = isFullScale ? 10 : 2;
    let right = 0;
    for (let round = 1; round <= rounds; round += 1) {
      await nameServer(knowsNot);
      const without = await lookAgain();
      await nameServer(knows);
      const found = await lookAgain();
      const planned = await plan();
      if (
        without.status === 502 &&
        found.status === 200 &&
        planned.status === 201 &&
        connection.parse(found.body).health === 'reachable'
      ) {
        right += 1;
      }
    }
    tellFigure('F39 names that came and went', right, {
      least: rounds,
      of: rounds,
    });
    expect(right).toBe(rounds);
  });
});
