import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  openPollingStage,
  type PollingStage,
} from '../polling/polling-stage.ts';
import { DONE, type Heard, json, running } from '../polling/task-target.ts';
import { waitFor } from '../support/wait-for.ts';

const SHORT = { headersMs: 300, bodyMs: 300, totalMs: 1_000 };
const LONGEST_MS = 120_000;

let stage: PollingStage;

beforeEach(async () => {
  stage = await openPollingStage(SHORT);
  stage.target.tasks.set('a:x', running(10));
});
afterEach(() => stage.close());

const told = (what: string, is: () => boolean, limitMs?: number) =>
  waitFor(what, () => Promise.resolve(is()), limitMs);
const isList = ({ path }: Pick<Heard, 'path'>): boolean =>
  path.includes('action=list');
const refuse = (response: ServerResponse): boolean => {
  json(response, 401, { error_type: 'UNAUTHENTICATED', messages: [] });
  return true;
};

/** Misbehaves towards the next `times` calls that follow tasks, and counts them. */
function towardsLists(
  answer: (response: ServerResponse) => unknown,
  times = Number.POSITIVE_INFINITY,
): () => number {
  let done = 0;
  stage.target.misbehave((heard, response) => {
    if (!isList(heard) || done >= times) return false;
    done += 1;
    answer(response);
    return true;
  });
  return () => done;
}

async function heardAgain(): Promise<void> {
  const follower = stage.replica().follow('a:x');
  await told('the task to be seen again', () => {
    const latest = follower.latest();
    return latest?.seen === 'task';
  });
  follower.stop();
}

describe('a session that ends while a task is followed', () => {
  it('is opened again once, and nothing else is repeated', async () => {
    const refused = towardsLists(refuse, 1);
    await heardAgain();
    expect(refused()).toBe(1);
    expect(stage.target.signIns()).toBe(2);
    expect(
      stage.target.heard.filter(
        (each) => !isList(each) && each.path !== '/api/session',
      ),
    ).toEqual([]);
    tellFigure('F7 sign-ins for an ended session', stage.target.signIns(), {
      most: 2,
    });
  });

  it('is opened at most twice in five minutes when no session is good enough', async () => {
    towardsLists(refuse);
    const follower = stage.replica().follow('a:x');
    await told('three looks', () => follower.told.length >= 3);
    expect(follower.latest()).toEqual({
      seen: 'nothing',
      because: 'account_refused',
    });
    expect(stage.target.signIns()).toBeLessThanOrEqual(2);
    tellFigure('F7 sign-ins at a target that refuses', stage.target.signIns(), {
      most: 2,
    });
    const { health } = await stage.db
      .selectFrom('connection')
      .select('health')
      .executeTakeFirstOrThrow();
    expect(health).toBe('refused');
  });

  it('is asked for at most twice when the account itself is refused', async () => {
    let tried = 0;
    stage.target.misbehave(({ path }, response) => {
      if (path !== '/api/session') return false;
      tried += 1;
      return refuse(response);
    });
    const follower = stage.replica().follow('a:x');
    await told('three looks', () => follower.told.length >= 3);
    expect(tried).toBe(2);
  });
});

const gigabyte = (): Buffer =>
  gzipSync(Buffer.alloc(isFullScale ? 200_000_000 : 2_000_000));
const raw =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200) =>
  (response: ServerResponse) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(body);

const GARBAGE: [string, (response: ServerResponse) => unknown][] = [
  ['truncated JSON', raw('{"a:x":{"status":"RUN')],
  ['a page', raw('<h1>OK</h1>', { 'content-type': 'text/html' })],
  ['a wrong type', raw('[12]')],
  ['an empty 200', raw('')],
  ['204', raw('', {}, 204)],
  ['depth', raw('['.repeat(100_000))],
  ['a million items', raw(`[${'1,'.repeat(1_000_000)}1]`)],
  ['50 MB', raw(Buffer.alloc(50_000_000, 0x20))],
  [
    'a bomb',
    (response) => raw(gigabyte(), { 'content-encoding': 'gzip' })(response),
  ],
  ['a state that is none', raw('{"a:x":{"status":"ALMOST"}}')],
];

describe('a target that answers a look with', { timeout: LONGEST_MS }, () => {
  it('garbage is asked again', async () => {
    const cases = isFullScale ? GARBAGE : GARBAGE.slice(0, 3);
    const before = process.memoryUsage.rss();
    const follower = stage.replica().follow('a:x');
    let survived = 0;
    for (const [, answer] of cases) {
      const met = towardsLists(answer, 1);
      await told('the garbage to be met', () => met() === 1);
      const already = follower.told.length;
      await told('sense again', () =>
        follower.told.slice(already).some(({ seen }) => seen === 'task'),
      );
      survived += 1;
    }
    const grownMb = (process.memoryUsage.rss() - before) / 1e6;
    tellFigure('F11 garbage survived', survived, {
      least: cases.length,
      of: cases.length,
    });
    // What this process allocates for the bodies themselves is counted too.
    tellFigure('F11 memory grown, MB', Math.round(grownMb), { most: 400 });
    expect(survived).toBe(cases.length);
  });
});

describe(
  'a target that keeps the console waiting',
  { timeout: LONGEST_MS },
  () => {
    const SLOW: [string, (response: ServerResponse) => unknown][] = [
      ['never answers', () => undefined],
      [
        'sends its headers by the byte',
        (response) => response.socket?.write('HTTP/1.1 2'),
      ],
      [
        'sends its body by the byte',
        (response) => {
          response.writeHead(200, {
            'content-type': 'application/json',
            'content-length': '500',
          });
          response.write('{');
        },
      ],
      [
        'reads nothing and keeps the line open',
        (response) => response.socket?.pause(),
      ],
    ];

    it('is given up in time, holds no socket, and is asked again', async () => {
      const follower = stage.replica().follow('a:x');
      await told('a look', () => follower.told.length > 0);
      const socketsBefore = stage.target.openSockets();
      let survived = 0;
      for (const [, answer] of isFullScale ? SLOW : SLOW.slice(0, 2)) {
        const met = towardsLists(answer, 1);
        await told('the silence to be met', () => met() === 1);
        const already = follower.told.length;
        await told('sense again', () =>
          follower.told.slice(already).some(({ seen }) => seen === 'task'),
        );
        survived += 1;
      }
      const cases = isFullScale ? SLOW.length : 2;
      tellFigure('F10 silences survived', survived, {
        least: cases,
        of: cases,
      });
      await told(
        'the sockets to be gone',
        () => stage.target.openSockets() <= socketsBefore + 2,
      );
      expect(survived).toBe(cases);
      tellFigure(
        'F10 sockets left over',
        stage.target.openSockets() - socketsBefore,
        { most: 2 },
      );
    });
  },
);

describe(
  'a target whose name or address comes and goes',
  { timeout: LONGEST_MS },
  () => {
    it('gets a pause of 30 s after five calls without an answer', async () => {
      const follower = stage.replica().follow('a:x');
      await told('a look', () => follower.told.length > 0);
      let refused = 0;
      stage.target.misbehave((_heard, response) => {
        refused += 1;
        response.socket?.destroy();
        return true;
      });
      await told('the fifth failure', () => refused >= 5);
      await expect(told('a sixth', () => refused > 5, 2_500)).rejects.toThrow();
      tellFigure('F39 calls before the pause', refused, { most: 5 });
      expect(follower.latest()).toEqual({
        seen: 'nothing',
        because: 'no_answer',
      });
    });
  },
);

describe('a task whose progress lies', () => {
  it('is followed by its state, whatever it counts', async () => {
    const follower = stage.replica().follow('a:x');
    for (const completed of [99, 20, -5]) {
      stage.target.tasks.set('a:x', running(completed));
      await told('the count', () => {
        const latest = follower.latest();
        return (
          latest?.seen === 'task' &&
          latest.work.progress?.completed === completed
        );
      });
    }
    stage.target.tasks.set('a:x', DONE);
    await told('the end', () => {
      const latest = follower.latest();
      return latest?.seen === 'task' && latest.work.state === 'succeeded';
    });
    expect(follower.latest()).toMatchObject({ work: { state: 'succeeded' } });
    tellFigure('F13 counts that lied', 3, { least: 3, of: 3 });
  });
});
