import { connection } from '@keyward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  approve,
  decide,
  endOf,
  look,
  newProvider,
  submit,
  trySubmit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  type SimulatorName,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf, refusalOf } from './support/person.ts';
import type { Answer } from './support/send.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['vc-ta', 'esx-01', 'esx-02', 'ontap-01'],
  });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());

function entryOf(name: SimulatorName) {
  const entry = console.estate.simulators.find((each) => each.name === name);
  if (entry === undefined) throw new Error(`${name} was not started.`);
  return entry;
}

function add(change: Record<string, unknown>): Promise<Answer> {
  const { host, port, sha256, username, password } = entryOf('esx-02');
  return admin.call('POST', '/api/connections', {
    name: 'another',
    kind: 'esx',
    host,
    port,
    trust: { mode: 'pin', sha256 },
    credential: { username, password },
    esxAuth: 'api-session',
    ...change,
  });
}

async function countConnections(): Promise<number> {
  const rows = await console.db.selectFrom('connection').select('id').execute();
  return rows.length;
}

describe('adding a connection', () => {
  it('shows the certificate before any credential is sent', async () => {
    const { host, port, sha256 } = entryOf('esx-01');
    const before = (await console.control('esx-01').requests()).length;
    const answer = await admin.call('POST', '/api/connections/probe', {
      kind: 'esx',
      host,
      port,
    });
    expect(answer.body).toMatchObject({ sha256, selfSigned: true });
    expect(await console.control('esx-01').requests()).toHaveLength(before);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    [
      'a scheme in the host',
      { host: 'https://esx' },
      'validation_failed',
      '/host',
    ],
    ['a path in the host', { host: 'esx/..' }, 'validation_failed', '/host'],
    ['a user in the host', { host: 'root@esx' }, 'validation_failed', '/host'],
    ['an empty host', { host: '' }, 'validation_failed', '/host'],
    ['port 0', { port: 0 }, 'validation_failed', '/port'],
    ['port 65536', { port: 65_536 }, 'validation_failed', '/port'],
    ['a port in text', { port: '443' }, 'validation_failed', '/port'],
    ['a name that is taken', { name: 'ESX-01' }, 'validation_failed', '/name'],
    ['no name', { name: ' ' }, 'validation_failed', '/name'],
    [
      'a thumbprint of SHA-1',
      { trust: { mode: 'pin', sha256: 'a'.repeat(40) } },
      'validation_failed',
      '/trust/sha256',
    ],
    [
      'no trust at all',
      { trust: { mode: 'none' } },
      'validation_failed',
      '/trust/mode',
    ],
    [
      'another thumbprint',
      { trust: { mode: 'pin', sha256: 'a'.repeat(64) } },
      'upstream_tls',
      '/trust/sha256',
    ],
    [
      'a bundle that is none',
      { trust: { mode: 'ca', pem: 'hello' } },
      'validation_failed',
      '/trust/pem',
    ],
    [
      'no way to sign in to an ESX host',
      { esxAuth: undefined },
      'validation_failed',
      '/esxAuth',
    ],
    [
      'a way to sign in where there is no choice',
      { kind: 'ontap' },
      'validation_failed',
      '/esxAuth',
    ],
    [
      'no password',
      { credential: { username: 'root' } },
      'validation_failed',
      '/credential/password',
    ],
    [
      'an account that no database can store',
      { credential: { username: 'ro\0ot', password: 'x' } },
      'validation_failed',
      '/credential/username',
    ],
    [
      'an address outside the allow list',
      { host: '192.0.2.1' },
      'egress_denied',
      '/host',
    ],
    [
      'the metadata address',
      { host: '169.254.169.254' },
      'egress_denied',
      '/host',
    ],
    ['another port of this machine', { port: 1 }, 'egress_denied', '/host'],
  ])('is refused beside its field: %s', async (_what, change, code, field) => {
    const before = await countConnections();
    expect(refusalOf(await add(change))).toEqual({ code, fields: [field] });
    expect(await countConnections()).toBe(before);
  });

  it('refuses a bundle with a certificate that is no authority', async () => {
    const { certificate } = z
      .object({ certificate: z.string() })
      .parse(await console.control('vc-ta').call('GET', '/demo-certificate'));
    const answer = await add({ trust: { mode: 'ca', pem: certificate } });
    expect(refusalOf(answer)).toEqual({
      code: 'validation_failed',
      fields: ['/trust/pem'],
    });
  });

  it.each(['a..b', '1.2.3', '::::', 'evil.example.', '192.0.2.1'])(
    'refuses an address that is none, also with a trusted authority: %s',
    async (host) => {
      const { certificate } = z
        .object({ certificate: z.string() })
        .parse(
          await console
            .control('vc-ta')
            .call('GET', '/demo-certificate?case=ca'),
        );
      const answer = await add({
        host,
        trust: { mode: 'ca', pem: certificate },
      });
      expect(refusalOf(answer)).toEqual({
        code: 'egress_denied',
        fields: ['/host'],
      });
    },
  );

  it('takes a thumbprint as it is pasted, signs in and finds out what is there', async () => {
    const colons = entryOf('esx-02')
      .sha256.toUpperCase()
      .match(/../g)
      ?.join(':');
    const answer = await add({
      name: 'second-host',
      trust: { mode: 'pin', sha256: `SHA-256 Fingerprint=${colons ?? ''}` },
    });
    expect(answer.status).toBe(201);
    const added = connection.parse(answer.body);
    expect(added).toMatchObject({
      health: 'reachable',
      capabilities: ['native-providers'],
      credential: { set: true, setBy: { username: 'admin' } },
    });
    const removed = await admin.call('DELETE', `/api/connections/${added.id}`);
    expect(removed.status).toBe(204);
  });
});

describe('changing a connection', () => {
  it('keeps address, trust, kind and account as they are', async () => {
    const id = console.connectionId('esx-02');
    for (const [body, code, field] of [
      [{ host: 'evil' }, 'validation_failed', '/host'],
      [{ port: 1 }, 'validation_failed', '/port'],
      [
        { trust: { mode: 'pin', sha256: 'a'.repeat(64) } },
        'validation_failed',
        '/trust',
      ],
      [{ kind: 'ontap' }, 'validation_failed', '/kind'],
      [
        { credential: { username: 'other', password: 'x' } },
        'validation_failed',
        '/credential/username',
      ],
      [{ name: 'ESX-01' }, 'validation_failed', '/name'],
    ] as const) {
      const answer = await admin.call('PATCH', `/api/connections/${id}`, body);
      expect(refusalOf(answer)).toEqual({ code, fields: [field] });
    }
  });

  it('of its password keeps waiting changes good', async () => {
    const { username, password } = entryOf('esx-01');
    const change = await submit(admin, newProvider(console));
    const answer = await admin.call(
      'PATCH',
      `/api/connections/${console.connectionId('esx-01')}`,
      { credential: { username, password } },
    );
    expect(answer.status).toBe(200);
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('succeeded');
  });
});

describe('removing a connection', () => {
  it('is refused while a change on it is open, and possible afterwards', async () => {
    const id = console.connectionId('esx-02');
    const change = await submit(admin, {
      ...newProvider(console),
      connectionId: id,
    });
    const refused = problemOf(
      await admin.call('DELETE', `/api/connections/${id}`),
    );
    expect(refused.code).toBe('in_use');
    expect(refused.detail).toContain(change.reference);
    await decide(reviewer, 'reject', change);
    const removed = await admin.call('DELETE', `/api/connections/${id}`);
    expect(removed.status).toBe(204);
    const gone = await admin.call('GET', `/api/connections/${id}`);
    expect(problemOf(gone).code).toBe('not_found');
    expect((await look(admin, change.id)).target).toMatchObject({
      connection: { name: 'esx-02' },
    });
  });
});

describe('a target that shows another certificate', () => {
  it('is sent nothing, is quarantined and says so beside the connection', async () => {
    const id = console.connectionId('ontap-01');
    const wanted = {
      operation: 'ontap.add-key-servers',
      connectionId: id,
      input: { keyManager: 'x', servers: [{ server: 'kms-1.corp.example' }] },
      reason: 'More',
    };
    await console.control('ontap-01').rotateCertificate();
    const requests = (await console.control('ontap-01').requests()).length;
    const first = await trySubmit(admin, wanted);
    expect(refusalOf(first)).toEqual({
      code: 'upstream_tls',
      fields: ['/connectionId'],
    });
    const second = await trySubmit(admin, wanted);
    expect(refusalOf(second)).toEqual({
      code: 'connection_quarantined',
      fields: ['/connectionId'],
    });
    expect(await console.control('ontap-01').requests()).toHaveLength(requests);
    const shown = connection.parse(
      (await admin.call('GET', `/api/connections/${id}`)).body,
    );
    expect(shown).toMatchObject({ health: 'quarantined' });
    expect(shown.quarantinedAt).not.toBeNull();
    const rows = await console.db
      .selectFrom('audit')
      .select('seq')
      .where('code', '=', 'connection.quarantined')
      .where('object', '=', id)
      .execute();
    expect(rows).toHaveLength(1);
  });

  it('after a change was approved leaves the change unsent', async () => {
    const wanted = newProvider(console);
    const change = await submit(admin, wanted);
    await console.control('esx-01').rotateCertificate();
    const answer = await decide(reviewer, 'approve', change);
    expect(answer.status).toBe(200);
    const task = await endOf(admin, await look(admin, change.id));
    expect(task).toMatchObject({ state: 'failed', failureKind: 'unreachable' });
    expect(task.explanation?.sentence).toContain('Nothing was sent');
    const creations = (await console.control('esx-01').effects()).filter(
      (each) => each.object === wanted.input['provider'],
    );
    expect(creations).toEqual([]);
  });
});
