import {
  problem,
  type RouteContract,
  type RouteName,
  ROUTES,
  session,
  signInMethods,
} from '@keyward/contract';
import {
  generateKeyEncryptionKeyFile,
  keyEncryptionKeyFromFile,
  keyRing,
  seal,
  Secret,
} from '@keyward/secrets';
import { sql } from 'kysely';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config.ts';
import { startConsole } from '../../src/start-console.ts';
import { databaseFingerprint } from '../support/database-fingerprint.ts';
import { callAs, type Person, problemOf, signIn } from '../support/person.ts';
import { NOBODY, SAMPLES } from '../support/route-samples.ts';
import { waitFor } from '../support/wait-for.ts';
import { openSealedStage, type SealedStage } from './sealed-stage.ts';

const PASSWORD = 'keyward-demo';

let stage: SealedStage;
let dataDir: string;
let undo: (() => Promise<unknown>)[];
beforeEach(async () => {
  stage = await openSealedStage();
  dataDir = await mkdtemp(join(tmpdir(), 'keyward-sealed-'));
  await mkdir(join(dataDir, 'web'));
  await writeFile(join(dataDir, 'web', 'index.html'), '<!doctype html>');
  undo = [
    () => stage.drop(),
    () => rm(dataDir, { recursive: true, force: true }),
  ];
});
afterEach(async () => {
  for (const each of undo.reverse()) await each();
});

/** A console on the stage's database; by default the demo with a key file of the stage. */
async function start(env: Record<string, string> = {}) {
  const logged: string[] = [];
  const running = await startConsole(
    readConfig(
      {
        PORT: '0',
        DATABASE_URL: stage.databaseUrl,
        KEYWARD_DATA_DIR: dataDir,
        KEYWARD_WEB_DIR: join(dataDir, 'web'),
        KEYWARD_SIMULATORS: 'off',
        KEYWARD_KEK_FILE: stage.keyFile,
        ...env,
      },
      [],
    ),
    pino({ level: 'debug' }, { write: (line) => void logged.push(line) }),
    { lookMs: 30 },
  );
  undo.push(() => running.stop());
  const line = { port: running.port, heard: () => undefined };
  return {
    logged,
    stop: () => running.stop(),
    signIn: (name: string) => signIn(line, name, PASSWORD),
    nobody: (method: string, path: string, body?: unknown) =>
      callAs(line, null, method, path, body),
  };
}

/** A console that has run, with a connection whose credential is sealed, and stopped. */
async function stageThatHasRun(env: Record<string, string> = {}) {
  const first = await start(env);
  const file = env['KEYWARD_KEK_FILE'] ?? stage.keyFile;
  const kek = await keyEncryptionKeyFromFile(
    file === '' ? join(dataDir, 'demo-key-encryption-key') : file,
  );
  const [id = ''] = await stage.addConnections(1, keyRing(kek));
  await first.stop();
  return id;
}

async function sealedBytes(): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select (select string_agg(encode(credential, 'hex'), ' ' order by id) from connection)
      || (select string_agg(encode(wrapped, 'hex') || kek_id, ' ') from key_material) as text`.execute(
    stage.db,
  );
  return rows[0]?.text ?? '';
}

const moveAway = () => rename(stage.keyFile, `${stage.keyFile}-away`);
const bringBack = () => rename(`${stage.keyFile}-away`, stage.keyFile);

const WAYS: [why: string, because: string, lose: () => Promise<unknown>][] = [
  ['missing', 'key_missing', moveAway],
  [
    'another one',
    'key_wrong',
    async () => {
      await moveAway();
      await generateKeyEncryptionKeyFile(stage.keyFile);
    },
  ],
];

describe.each(WAYS)('a console whose key is %s', (_why, because, lose) => {
  it('starts sealed: people sign in and read what is wrong', async () => {
    await stageThatHasRun();
    await lose();
    const sealed = await start();
    const health = await sealed.nobody('GET', '/healthz');
    expect(health).toMatchObject({ status: 200, body: { status: 'sealed' } });
    expect(await sealed.nobody('GET', '/readyz')).toMatchObject({
      status: 200,
      body: { status: 'ready', sealed: true },
    });
    const methods = await sealed.nobody('GET', '/api/session/methods');
    expect(signInMethods.parse(methods.body).sealed).toBe(true);
    const admin = await sealed.signIn('admin');
    const { body } = await admin.call('GET', '/api/session');
    expect(session.parse(body).sealed).toBe(because);
    const list = await admin.call('GET', '/api/connections');
    expect(list.status).toBe(200);
    expect(sealed.logged.join('')).toContain('"msg":"Sealed:');
    const metrics = await sealed.nobody('GET', '/metrics');
    expect(metrics.text).toContain('keyward_sealed 1');
  });

  it('changes nothing of what is sealed, and nothing else either', async () => {
    await stageThatHasRun();
    const [before, bytes] = [
      await databaseFingerprint(stage.db),
      await sealedBytes(),
    ];
    await lose();
    const sealed = await start();
    await sealed.stop();
    expect(await sealedBytes()).toBe(bytes);
    expect(await databaseFingerprint(stage.db)).toBe(before);
  });

  it('opens by itself once the key is back', async () => {
    const id = await stageThatHasRun();
    await lose();
    const sealed = await start();
    const admin = await sealed.signIn('admin');
    const renew = () =>
      admin.call('PATCH', `/api/connections/${id}`, { description: 'x' });
    expect(problemOf(await renew()).code).toBe('sealed');
    await rm(stage.keyFile, { force: true });
    await bringBack();
    await waitFor('the open console', async () => {
      const { body } = await sealed.nobody('GET', '/healthz');
      return JSON.stringify(body).includes('"ok"');
    });
    expect((await renew()).status).toBe(200);
    expect(await stage.readAll()).toBeGreaterThanOrEqual(2);
  });
});

/** What only reads, and what lets people in and out. */
const OPEN: readonly RouteName[] = [
  'signIn',
  'signOut',
  'stepUp',
  'stepUpOptions',
];

describe('a sealed console', () => {
  it('refuses every route that may change something, with what to do', async () => {
    await stageThatHasRun();
    await moveAway();
    const sealed = await start();
    const everybody = await Promise.all(
      ['admin', 'reviewer', 'lead'].map(sealed.signIn),
    );
    const refused: string[] = [];
    for (const [name, route] of Object.entries<RouteContract>(ROUTES)) {
      if (route.method === 'GET' || OPEN.includes(name as RouteName)) continue; // entries lose the key type
      const codes = await codesOf(name as RouteName, route, everybody); // entries lose the key type
      const others = codes.filter((code) => code !== 'forbidden');
      expect({ name, codes: [...new Set(others)] }).toEqual({
        name,
        codes: ['sealed'],
      });
      refused.push(name);
    }
    expect(refused.length).toBeGreaterThan(25);
    const [admin] = everybody;
    const answer = await admin?.call('POST', '/api/connections', {});
    expect(answer?.status).toBe(503);
    const { code, detail, nextStep } = problem.parse(answer?.body);
    expect(code).toBe('sealed');
    expect(detail).toContain('nothing can be changed');
    expect(nextStep).toContain('KEYWARD_KEK_FILE');
  });

  it('says of a target that it cannot be read without the key, and calls it no fault of its own', async () => {
    const id = await stageThatHasRun();
    await moveAway();
    const sealed = await start();
    const admin = await sealed.signIn('admin');
    const answer = await admin.call(
      'GET',
      `/api/connections/${id}/estate/key-managers`,
    );
    expect(answer).toMatchObject({
      status: 200,
      body: { items: [], error: { code: 'sealed' } },
    });
    expect(sealed.logged.join('')).not.toContain('request failed');
  });

  it('starts no tasks and lets no waiting change expire, whose secrets would be erased', async () => {
    const id = await stageThatHasRun();
    const change = await waitingChange(id);
    await moveAway();
    const sealed = await start();
    await sealed.signIn('admin');
    const secrets = () =>
      stage.db.selectFrom('change_secret').select('id').execute();
    expect(await secrets()).toEqual([{ id: change.secretId }]);
    const { state } = await stage.db
      .selectFrom('change')
      .select('state')
      .where('id', '=', change.id)
      .executeTakeFirstOrThrow();
    expect(state).toBe('pending');
    expect(await workers()).toBe(0);
    await bringBack();
    // Then it does its work again, and what is overdue expires.
    await waitFor('the workers', async () => (await workers()) > 0);
  });

  it('is what a demo becomes whose own key file is gone: no other is made', async () => {
    const file = join(dataDir, 'demo-key-encryption-key');
    await stageThatHasRun({ KEYWARD_KEK_FILE: '' });
    const bytes = await sealedBytes();
    await rm(file);
    const sealed = await start({ KEYWARD_KEK_FILE: '' });
    const { body } = await sealed.nobody('GET', '/healthz');
    expect(body).toMatchObject({ status: 'sealed' });
    expect(existsSync(file)).toBe(false);
    expect(await sealedBytes()).toBe(bytes);
  });

  it('is what becomes of one whose commitment key was taken away: no other is made', async () => {
    await stageThatHasRun();
    await stage.db.deleteFrom('key_material').execute();
    const sealed = await start();
    const { body } = await sealed.nobody('GET', '/healthz');
    expect(body).toMatchObject({ status: 'sealed' });
    const left = await stage.db
      .selectFrom('key_material')
      .selectAll()
      .execute();
    expect(left).toEqual([]);
  });
});

/** Connections to the database that only a running task engine has. */
async function workers(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name in ('keyward-wake', 'keyward-queue')`.execute(
    stage.db,
  );
  return rows[0]?.count ?? 0;
}

async function codesOf(
  name: RouteName,
  { method, path }: RouteContract,
  everybody: readonly Person[],
): Promise<string[]> {
  const sample = SAMPLES[name];
  const filled = path.replaceAll(
    /:(\w+)/g,
    (_, part: string) => sample.path?.[part] ?? NOBODY,
  );
  const answers = await Promise.all(
    everybody.map((person) => person.call(method, filled, sample.body)),
  );
  return answers.map((answer) => problemOf(answer).code);
}

/** A pending change with a sealed secret whose time is over. */
async function waitingChange(
  connectionId: string,
): Promise<{ id: string; secretId: string }> {
  const id = '019b0000-0000-7000-8000-00000000c001';
  const secretId = '019b0000-0000-7000-8000-00000000c002';
  const kek = await keyEncryptionKeyFromFile(stage.keyFile);
  const secret = new Secret('a key derivation key');
  stage.plain.set(secretId, secret);
  await sql`
    insert into change (id, operation, target_type, connection_id, frozen_target, input, secrets, plan, checks, guard,
      guard_observed_at, reason, policy, requester_id, nonce, digest, state, search, expires_at, decide_by)
    select ${id}, 'ontap.add-key-servers', 'connection', ${connectionId}, '{}', '{}', '{}', '{}', '[]', '{}',
      now(), 'r', '{}', id, 'n', 'd', 'pending', '', now() - interval '1 hour', now() - interval '1 hour'
    from person limit 1`.execute(stage.db);
  await stage.db
    .insertInto('change_secret')
    .values({
      id: secretId,
      change_id: id,
      pointer: '/p',
      sealed: await seal(
        keyRing(kek),
        { table: 'change_secret', column: 'sealed', rowId: secretId },
        secret,
      ),
    })
    .execute();
  return { id, secretId };
}
