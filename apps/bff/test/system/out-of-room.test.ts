import {
  createTestDatabase,
  type TestDatabase,
} from '@keyward/database/test-database';
import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CHILD_ENVIRONMENT } from '../support/child-environment.ts';
import { freePort } from '../support/free-port.ts';
import { DEMO_TEMPLATE } from '../support/demo-template.ts';
import { type Answer, send } from '../support/send.ts';
import { waitFor } from '../support/wait-for.ts';

const ENTRY = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const SHELL = 'ulimit -n 256; exec "$1" "$2" > /dev/full 2>&1';
const IDLE = isFullScale ? 2_000 : 400;

let folder: string;
let stored: TestDatabase;
let undo: (() => Promise<unknown>)[] = [];
let started: ReturnType<typeof start> | undefined;

/** Started by the first test that needs it: one that cannot start fails that test. */
const running = () => (started ??= start());
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyward-room-'));
  await mkdir(join(folder, 'web'));
  await writeFile(join(folder, 'web', 'index.html'), '<!doctype html>');
  stored = await createTestDatabase(DEMO_TEMPLATE);
  undo = [
    () => rm(folder, { recursive: true, force: true }),
    () => stored.drop(),
  ];
});
afterAll(async () => {
  for (const each of undo.reverse()) await each();
});

/** The demo console as a process of its own, with few descriptors and a log on a disk that is full. */
async function start(): Promise<{
  child: ChildProcess;
  ask: (path?: string) => Promise<Answer | null>;
  port: number;
}> {
  const port = await freePort();
  const child = spawn('bash', ['-c', SHELL, 'bash', process.execPath, ENTRY], {
    env: {
      ...CHILD_ENVIRONMENT,
      PORT: String(port),
      DATABASE_URL: stored.url,
      KEYWARD_DATA_DIR: folder,
      KEYWARD_WEB_DIR: join(folder, 'web'),
      KEYWARD_SIMULATORS: 'off',
      KEYWARD_LOG_LEVEL: 'debug',
    },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  undo.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const ask = (path = '/healthz') =>
    send(port, {
      method: 'GET',
      path,
      headers: { connection: 'close' },
    }).catch(() => null);
  await waitFor(
    'the console to be there',
    async () => {
      expect(child.exitCode).toBeNull();
      return (await ask('/readyz'))?.status === 200;
    },
    60_000,
  );
  return { child, ask, port };
}

describe.runIf(process.platform === 'linux')('a console', () => {
  it('whose log cannot be written goes on answering', async () => {
    const { child, ask } = await running();
    let answered = 0;
    for (let count = 0; count < 20; count += 1) {
      const answer = await ask(count % 2 === 0 ? '/api/session' : '/healthz');
      if (answer !== null) answered += 1;
    }
    expect(answered).toBe(20);
    expect(child.exitCode).toBeNull();
    tellFigure('F20 log on a full disk: requests answered', answered, {
      least: 20,
      of: 20,
    });
  });

  it('that runs out of descriptors lets clients go, keeps its database, and recovers', async () => {
    const { child, ask, port } = await running();
    const idle: Socket[] = [];
    for (let count = 0; count < IDLE; count += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      idle.push(socket);
    }
    await waitFor('the first to be let go', () =>
      Promise.resolve(idle.filter((each) => each.closed).length >= IDLE - 256),
    );
    expect(child.exitCode).toBeNull();
    // Enough are left for the database, targets and files.
    const open = readdirSync(`/proc/${String(child.pid)}/fd`).length;
    expect(open).toBeLessThan(256 - 60);
    for (const socket of idle) socket.destroy();
    const recovered = await waitFor(
      'the console to answer again',
      () => ask('/readyz'),
      10_000,
    );
    expect(recovered.status).toBe(200);
    expect(child.exitCode).toBeNull();
    tellFigure('F33 idle connections at once, survived', IDLE, {
      least: 2_000,
    });
  });
});
