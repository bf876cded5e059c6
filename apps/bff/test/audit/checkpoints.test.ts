import { checkFiles } from '@keyward/audit-proof/check-files';
import { auditCheckpoint, problem, session } from '@keyward/contract';
import { connectDatabase, type DatabaseHandle } from '@keyward/database';
import {
  createTestDatabase,
  type TestDatabase,
} from '@keyward/database/test-database';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config.ts';
import { startConsole } from '../../src/start-console.ts';
import { DEMO_TEMPLATE } from '../support/demo-template.ts';
import { callAs, type Person, signIn } from '../support/person.ts';

const PASSWORD = 'keyward-demo';
const COMMAND = new URL('../../src/acknowledge-restore.ts', import.meta.url)
  .pathname;

let folder: string;
let testDatabase: TestDatabase;
let database: DatabaseHandle;
let undo: (() => Promise<unknown>)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyward-checkpoints-'));
  await mkdir(join(folder, 'web'));
  await writeFile(join(folder, 'web', 'index.html'), '<!doctype html>');
  testDatabase = await createTestDatabase(DEMO_TEMPLATE);
  database = connectDatabase(testDatabase.url, { maxConnections: 2 });
  undo = [
    () => rm(folder, { recursive: true, force: true }),
    () => testDatabase.drop(),
    () => database.close(),
  ];
});
afterEach(async () => {
  for (const each of undo.toReversed()) await each();
});

async function start() {
  const logged: string[] = [];
  const running = await startConsole(
    readConfig(
      {
        PORT: '0',
        DATABASE_URL: testDatabase.url,
        KEYWARD_DATA_DIR: folder,
        KEYWARD_WEB_DIR: join(folder, 'web'),
        KEYWARD_SIMULATORS: 'off',
      },
      [],
    ),
    pino({ level: 'info' }, { write: (line) => void logged.push(line) }),
  );
  undo.push(() => running.stop());
  const line = { port: running.port, heard: () => undefined };
  return {
    logged,
    stop: () => running.stop(),
    signIn: (name: string) => signIn(line, name, PASSWORD),
    health: () => callAs(line, null, 'GET', '/healthz'),
  };
}

/** A console that has run: twelve sign-ins stand in its log, and a checkpoint covers them. */
async function startAndStop(signIns: number): Promise<string> {
  const running = await start();
  for (let count = 1; count < signIns; count += 1) {
    await running.signIn('helpdesk');
  }
  const admin = await running.signIn('admin');
  const { body } = await admin.call('GET', '/api/audit/checkpoint');
  await running.stop();
  return auditCheckpoint.parse(body).key;
}

const notes = () => readFile(join(folder, 'audit-checkpoints'), 'utf8');

async function takeAwayNewest(count: number): Promise<void> {
  const { seq } = await database.db
    .selectFrom('audit')
    .select((query) => query.fn.max('seq').as('seq'))
    .executeTakeFirstOrThrow();
  await database.db
    .deleteFrom('audit')
    .where('seq', '>', seq - count)
    .execute();
}

async function judge(admin: Person, key: string) {
  const { text } = await admin.call('GET', '/api/audit/export');
  const exported = join(folder, 'export.ndjson');
  await writeFile(exported, text);
  return checkFiles([
    '--export',
    exported,
    '--checkpoints',
    join(folder, 'audit-checkpoints'),
    '--key',
    key,
  ]);
}

async function acknowledge(...args: string[]) {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: {
      ...process.env,
      DATABASE_URL: testDatabase.url,
      KEYWARD_DATA_DIR: folder,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, said };
}

async function sealedOf(person: Person) {
  const { body } = await person.call('GET', '/api/session');
  return session.parse(body).sealed;
}

describe('checkpoints of the audit log', () => {
  it('are signed into a file of their own and the log, and prove an export', async () => {
    const key = await startAndStop(3);
    expect((await stat(join(folder, 'audit-checkpoints'))).mode & 0o077).toBe(
      0,
    );
    const second = await start();
    expect((await second.health()).body).toMatchObject({ status: 'ok' });
    const admin = await second.signIn('admin');
    const { exit, out } = await judge(admin, key);
    expect(out).toContain('WHOLE');
    expect(exit).toBe(0);
    await second.stop();
    expect(second.logged.join('')).toContain(key);
  });

  it('show which of the newest rows were taken away, and close the console until that is explained', async () => {
    const key = await startAndStop(12);
    await takeAwayNewest(10);
    const behind = await start();
    expect(behind.logged.join('')).toContain(
      'ends before its newest checkpoint',
    );
    expect((await behind.health()).body).toMatchObject({ status: 'sealed' });
    const admin = await behind.signIn('admin');
    expect(await sealedOf(admin)).toBe('audit_behind');
    const { exit, out } = await judge(admin, key);
    expect(exit).toBe(1);
    expect(out).toMatch(
      /number \d+ (to number \d+ are missing|is another row)/,
    );
    const refused = await admin.call('POST', '/api/connections/probe', {
      kind: 'esx',
      host: 'esx.example',
      port: 443,
    });
    expect(refused.status).toBe(503);
    expect(problem.parse(refused.body)).toMatchObject({ code: 'sealed' });
    await behind.stop();
    // A console that is behind signs nothing: what it saw last stays the measure.
    const before = await notes();
    const again = await start();
    await again.stop();
    expect(await notes()).toBe(before);
  });

  it('notice a row that was rewritten with everything behind it', async () => {
    await startAndStop(4);
    const newest = await database.db
      .selectFrom('audit')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    await database.db
      .updateTable('audit')
      .set({ hash: 'ab'.repeat(32) })
      .where('seq', '=', newest.seq)
      .execute();
    const running = await start();
    expect(await sealedOf(await running.signIn('admin'))).toBe('audit_behind');
  });

  it('are left behind by whoever says on the host why, and that is written down', async () => {
    const key = await startAndStop(6);
    await takeAwayNewest(3);
    expect(await acknowledge()).toMatchObject({ code: 1 });
    const { code, said } = await acknowledge('--reason', 'Restored the backup');
    expect(said).toContain('Acknowledged');
    expect(code).toBe(0);
    const running = await start();
    const admin = await running.signIn('admin');
    expect(await sealedOf(admin)).toBeNull();
    const { text } = await admin.call('GET', '/api/audit/export');
    expect(text).toContain('"audit.restore_acknowledged"');
    expect(text).toContain('Restored the backup');
    // Whoever checks the file sees the gap all the same.
    expect((await judge(admin, key)).exit).toBe(1);
    expect((await acknowledge('--reason', 'Once more')).said).toContain(
      'nothing to acknowledge',
    );
  });
});
