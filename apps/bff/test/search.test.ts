import {
  type ChangeDetail,
  ESTATE_ITEMS,
  type SearchAnswer,
  searchAnswer,
  type SearchHit,
  type TaskDetail,
} from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { approve, endOf, newProvider, submit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf } from './support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let helpdesk: Person;
let change: ChangeDetail;
let task: TaskDetail;

const SERVER = `kms-${randomUUID()}.corp.example`;
const REASON = `Because-of-${randomUUID()}`;
const USER = `kmip-${randomUUID()}`;
const TICKET = `INC-${randomUUID().slice(0, 8)}`;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['ontap-01', 'esx-01', 'vc-ta'],
    taskSeconds: 0.3,
  });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
  change = await submit(admin, {
    operation: 'ontap.add-key-servers',
    connectionId: console.connectionId('ontap-01'),
    input: {
      keyManager: ONTAP_KEY_MANAGERS.finance,
      servers: [{ server: SERVER, username: USER, password: 'not to be seen' }],
    },
    reason: REASON,
    ticket: TICKET,
  });
  task = await endOf(admin, await approve(reviewer, change));
});
afterAll(() => console.stop());

async function search(
  person: Person,
  q: string,
  more = '',
): Promise<SearchAnswer> {
  const answer = await person.call(
    'GET',
    `/api/search?q=${encodeURIComponent(q)}${more}`,
  );
  if (answer.status !== 200) throw new Error(answer.text);
  return searchAnswer.parse(answer.body);
}

type Kind = SearchHit['kind'];

async function hitsOf<K extends Kind>(
  person: Person,
  kind: K,
  q: string,
): Promise<Extract<SearchHit, { kind: K }>[]> {
  const { hits } = await search(person, q);
  return hits.filter(
    (hit): hit is Extract<SearchHit, { kind: K }> => hit.kind === kind,
  );
}

const EVERYBODY = () => [admin, reviewer, helpdesk];

describe('search', () => {
  it('finds a change by its reference in every spelling, and by its id', async () => {
    const digits = change.reference.slice('CHG-'.length);
    for (const person of EVERYBODY()) {
      for (const q of [
        change.reference,
        change.reference.toLowerCase(),
        `chg ${digits}`,
        `CHG${digits}`,
        ` ${digits} `,
        change.id,
        change.id.toUpperCase(),
      ]) {
        const { hits } = await search(person, q);
        expect(hits[0]).toMatchObject({
          kind: 'change',
          match: 'exact',
          id: change.id,
          reference: change.reference,
          target: 'ontap-01',
          ticket: TICKET,
        });
      }
    }
  });

  it('finds a task by its reference, its id and that of its change', async () => {
    for (const person of EVERYBODY()) {
      const [byReference] = (await search(person, task.reference)).hits;
      const [byId] = (await search(person, task.id)).hits;
      for (const hit of [byReference, byId]) {
        expect(hit).toMatchObject({
          kind: 'task',
          match: 'exact',
          id: task.id,
          changeReference: change.reference,
        });
      }
      for (const q of [change.reference, change.id]) {
        const ids = (await hitsOf(person, 'task', q)).map(({ id }) => id);
        expect(ids).toContain(task.id);
      }
    }
  });

  it('finds a task by the beginning of the target’s own id of it', async () => {
    const upstream = `${randomUUID()}:vcenter`;
    await console.db
      .updateTable('task')
      .set({ upstream_task_id: upstream })
      .where('id', '=', task.id)
      .execute();
    for (const person of EVERYBODY()) {
      const [whole] = (await search(person, upstream)).hits;
      const [part] = await hitsOf(person, 'task', upstream.slice(0, 9));
      expect(whole).toMatchObject({ match: 'exact', id: task.id });
      expect(part).toMatchObject({ match: 'prefix', upstreamTaskId: upstream });
    }
  });

  it('finds a ticket with its changes, also by how it begins', async () => {
    for (const person of EVERYBODY()) {
      const whole = await hitsOf(person, 'ticket', TICKET.toLowerCase());
      expect(whole).toEqual([
        {
          kind: 'ticket',
          match: 'exact',
          ticket: TICKET,
          changes: [
            {
              id: change.id,
              reference: change.reference,
              state: 'succeeded',
            },
          ],
          more: false,
        },
      ]);
      const begun = await hitsOf(person, 'ticket', TICKET.slice(0, 7));
      expect(begun.map(({ ticket }) => ticket)).toContain(TICKET);
    }
  });

  it('names each of several tickets once, however many changes they have', async () => {
    for (let each = 0; each < 5; each += 1) {
      await submit(admin, { ...newProvider(console), ticket: 'MANY-1' });
    }
    await submit(admin, { ...newProvider(console), ticket: 'many-2' });
    const hits = await hitsOf(helpdesk, 'ticket', 'many-');
    expect(hits.map(({ ticket }) => ticket.toLowerCase())).toEqual([
      'many-1',
      'many-2',
    ]);
    expect(hits[0]).toMatchObject({ more: true });
    expect(hits[0]?.changes).toHaveLength(3);
  });

  it('finds a connection by its name, and what was done to it', async () => {
    for (const person of EVERYBODY()) {
      const { hits } = await search(person, 'ONTAP-01');
      expect(hits[0]).toMatchObject({
        kind: 'connection',
        match: 'exact',
        id: console.connectionId('ontap-01'),
        name: 'ontap-01',
        health: 'reachable',
      });
      expect(hits.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['change', 'task']),
      );
      const named = await hitsOf(person, 'connection', 'ontap');
      expect(named).toHaveLength(1);
    }
  });

  it('finds what a person asked for by their whole name', async () => {
    for (const person of EVERYBODY()) {
      expect(await hitsOf(person, 'change', 'ADMIN')).toHaveLength(5);
    }
    expect(await hitsOf(helpdesk, 'change', 'reviewer')).toEqual([]);
    expect(await hitsOf(helpdesk, 'change', 'admi')).toEqual([]);
  });

  it('finds people for those who may read people', async () => {
    const [found] = await hitsOf(admin, 'person', 'reviewer2');
    expect(found).toMatchObject({ match: 'exact', username: 'reviewer2' });
    for (const person of [reviewer, helpdesk]) {
      expect(await hitsOf(person, 'person', 'reviewer2')).toEqual([]);
    }
  });

  it('finds key servers in changes, and where the estate showed them', async () => {
    await admin.call(
      'GET',
      `/api/connections/${console.connectionId('ontap-01')}/estate/key-managers`,
    );
    for (const person of [admin, reviewer]) {
      for (const q of [SERVER, `${SERVER}:5696`, SERVER.slice(4, 20)]) {
        const [hit] = await hitsOf(person, 'key_server', q);
        expect(hit).toMatchObject({ server: `${SERVER}:5696` });
        expect(hit?.places).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ type: 'change', id: change.id }),
            expect.objectContaining({
              type: 'estate',
              collection: 'key-managers',
            }),
          ]),
        );
      }
    }
  });

  it('finds the certificate that a connection trusts by how its SHA-256 begins, in every spelling', async () => {
    const { rows } = await console.pool.query<{ sha256: string }>(
      `select trust->>'sha256' as sha256 from connection where name = 'ontap-01'`,
    );
    const sha256 = rows[0]?.sha256 ?? '';
    const colons = (sha256.match(/../g) ?? []).join(':').toUpperCase();
    for (const q of [
      sha256,
      colons,
      sha256.slice(0, 4),
      colons.slice(0, 23),
      `SHA-256 Fingerprint=${colons}`,
    ]) {
      const hits = await hitsOf(reviewer, 'certificate', q);
      const hit = hits.find((each) => each.sha256 === sha256);
      expect(hit?.places).toContainEqual({
        type: 'connection',
        use: 'pin',
        connection: {
          id: console.connectionId('ontap-01'),
          name: 'ontap-01',
          kind: 'ontap',
        },
      });
    }
    expect(await hitsOf(reviewer, 'certificate', sha256.slice(0, 3))).toEqual(
      [],
    );
  });

  it('finds the certificate of a key provider in the estate that was read, and in changes', async () => {
    const path = `/api/connections/${console.connectionId('vc-ta')}/estate/key-providers?wait=20`;
    const { items } = z
      .object({ items: z.array(ESTATE_ITEMS['key-providers']) })
      .parse((await admin.call('GET', path)).body);
    const provider = items.find(({ name }) => name === 'kmip-dr');
    const sha256 = provider?.clientCertificate?.sha256 ?? '';
    const about = await submit(admin, {
      operation: 'vcenter.generate-provider-csr',
      connectionId: console.connectionId('vc-ta'),
      input: { trustAuthorityCluster: 'domain-c101', provider: 'kmip-dr' },
      reason: 'The key shall never travel',
    });
    for (const person of [admin, reviewer]) {
      expect(await hitsOf(person, 'certificate', sha256)).toEqual([
        {
          kind: 'certificate',
          match: 'exact',
          sha256,
          subject: provider?.clientCertificate?.subject,
          notAfter: provider?.clientCertificate?.notAfter,
          places: [
            {
              type: 'estate',
              connection: {
                id: console.connectionId('vc-ta'),
                name: 'vc-ta',
                kind: 'vcenter',
              },
              collection: 'key-providers',
              item: { id: provider?.id, name: 'kmip-dr' },
            },
            {
              type: 'change',
              use: 'found',
              id: about.id,
              reference: about.reference,
              state: 'pending',
            },
          ],
          more: false,
        },
      ]);
    }
    const { hits } = await search(helpdesk, sha256);
    expect(hits).toEqual([]);
  });

  it('says of a connection that was removed or readdressed nothing that was read before', async () => {
    const held = await hitsOf(admin, 'key_server', 'kms');
    expect(held.length).toBeGreaterThan(0);
    const connections = console.db.updateTable('connection');
    await connections.set({ v: sql<number>`v + 1` }).execute();
    const places = (await hitsOf(admin, 'key_server', 'kms')).flatMap(
      (hit) => hit.places,
    );
    await connections.set({ v: sql<number>`v - 1` }).execute();
    expect(places.map(({ type }) => type)).not.toContain('estate');
  });

  it('shows at most five of a kind and no more than asked for, the best of every kind first', async () => {
    const { hits, more } = await search(admin, 'esx-01', '&limit=2');
    expect(more).toBe(true);
    expect(hits.map(({ kind }) => kind)).toEqual(['connection', 'change']);
    const all = await search(admin, 'esx-01');
    const changes = all.hits.filter(({ kind }) => kind === 'change');
    expect(changes).toHaveLength(5);
  });

  it('says which field is wrong', async () => {
    for (const [query, pointer] of [
      ['', '/q'],
      ['q=', '/q'],
      ['q=%20', '/q'],
      [`q=${'x'.repeat(201)}`, '/q'],
      ['q=x&limit=51', '/limit'],
      ['q=x&limit=0', '/limit'],
      ['q=%00', '/q'],
    ]) {
      const answer = await admin.call('GET', `/api/search?${query ?? ''}`);
      expect(problemOf(answer)).toMatchObject({
        status: 422,
        fieldErrors: [{ pointer }],
      });
    }
  });

  it('takes wildcards and operators for what they look like', async () => {
    for (const q of ['%', '_', '%%%%', "' or 1=1--", '\\', 'ff%', '🔑']) {
      const { hits } = await search(admin, q);
      expect(hits).toEqual([]);
    }
  });
});

describe('what the helpdesk finds', () => {
  it('comes from the fields that it reads anyway, never from what a change is about', async () => {
    for (const q of [
      SERVER,
      `${SERVER}:5696`,
      SERVER.slice(0, 12),
      USER,
      REASON,
      ONTAP_KEY_MANAGERS.finance,
      ONTAP_KEY_MANAGERS.finance.slice(0, 8),
      change.digest.slice(0, 12),
    ]) {
      const { hits } = await search(helpdesk, q);
      expect(hits).toEqual([]);
    }
  });

  it('holds no certificate and no key server', async () => {
    const { rows } = await console.pool.query<{ sha256: string }>(
      `select trust->>'sha256' as sha256 from connection`,
    );
    for (const { sha256 } of rows) {
      for (const q of [sha256, sha256.slice(0, 4)]) {
        const { hits } = await search(helpdesk, q);
        expect(hits.map(({ kind }) => kind)).not.toContain('certificate');
      }
    }
  });

  it('names a host only for somebody who named it whole', async () => {
    const [whole] = await hitsOf(helpdesk, 'host', '127.0.0.1');
    expect(whole?.connections).toHaveLength(3);
    for (const q of ['127.0.0', '127', '.0.1']) {
      expect(await hitsOf(helpdesk, 'host', q)).toEqual([]);
      const { hits } = await search(helpdesk, q);
      expect(JSON.stringify(hits)).not.toContain('127.0.0.1');
    }
    expect(await hitsOf(reviewer, 'host', '127.0.0')).toHaveLength(1);
  });
});

describe('searching', () => {
  it('asks no target', async () => {
    const before = await console.control('ontap-01').requests();
    await search(admin, 'ontap-01');
    await search(admin, SERVER);
    const after = await console.control('ontap-01').requests();
    expect(after).toEqual(before);
  });
});
