import {
  draft,
  draftList,
  MOST_DRAFTS,
  OPERATION_IDS,
  operationContract,
} from '@keyward/contract';
import { sql } from 'kysely';
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { forgetOldDrafts } from '../src/drafts/erase-drafts.ts';
import { newProvider, submit, trySubmit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf } from './support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let other: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  other = await console.signIn('lead');
});
afterAll(() => console.stop());

const begun = () => ({
  operation: 'esx.create-native-provider',
  connectionId: console.connectionId('esx-01'),
  values: { provider: 'not a name/', keyId: [null, { keyId: true }] },
  reason: '  ',
  ticket: 'INC-1',
  expiresInHours: 0.5,
});

async function save(person: Person, body: unknown, id = uuidv7()) {
  const answer = await person.call('PUT', `/api/drafts/${id}`, body);
  if (answer.status !== 200) throw new Error(answer.text);
  return draft.parse(answer.body);
}

async function refused(body: unknown, id = uuidv7()) {
  const answer = await admin.call('PUT', `/api/drafts/${id}`, body);
  const kept = await admin.call('GET', `/api/drafts/${id}`);
  expect(kept.status).toBe(404);
  return problemOf(answer);
}

const list = async (person: Person) =>
  draftList.parse((await person.call('GET', '/api/drafts')).body).items;

describe('a draft', () => {
  it('keeps what is filled in, right or wrong, until its person looks again from anywhere', async () => {
    const made = await console.person('security_admin');
    const { id } = await save(made, begun());
    await made.call('DELETE', '/api/session');
    const back = await console.signIn(made.username);
    const answer = await back.call('GET', `/api/drafts/${id}`);
    expect(draft.parse(answer.body)).toMatchObject({
      id,
      values: begun().values,
      reason: '  ',
      ticket: 'INC-1',
      expiresInHours: 0.5,
      title: 'Create a native key provider on an ESX host',
      connection: { id: console.connectionId('esx-01'), name: 'esx-01' },
      hasReason: false,
      hasTicket: true,
    });
  });

  it('stays a changed copy of the change that it was begun from', async () => {
    const source = await submit(admin, newProvider(console));
    const { id } = await save(admin, { ...begun(), copyOf: source.id });
    const answer = await admin.call('GET', `/api/drafts/${id}`);
    expect(draft.parse(answer.body).copyOf).toBe(source.id);
    expect((await save(admin, begun(), id)).copyOf).toBeNull();
  });

  it('is replaced by what is saved under its id, and listed with the last changed first', async () => {
    const person = await console.person('security_admin');
    const first = await save(person, begun());
    const second = await save(person, {
      operation: 'console.update-policy',
      values: {},
    });
    const again = await save(
      person,
      { operation: 'ontap.add-key-servers', values: {}, reason: 'Why' },
      first.id,
    );
    expect(again.createdAt).toBe(first.createdAt);
    expect(again.ticket).toBeNull();
    expect(await list(person)).toMatchObject([
      { id: first.id, operation: 'ontap.add-key-servers', hasReason: true },
      { id: second.id, connection: null },
    ]);
  });

  it('is nobody else’s: not to read, not to erase, not to overwrite', async () => {
    const mine = await save(admin, begun());
    for (const method of ['GET', 'DELETE']) {
      const answer = await other.call(method, `/api/drafts/${mine.id}`);
      expect(problemOf(answer)).toMatchObject({ code: 'not_found' });
    }
    // The same id is simply another draft for somebody else, so that saving tells nothing either.
    await save(
      other,
      { operation: 'console.update-policy', values: { policy: 1 } },
      mine.id,
    );
    const answer = await admin.call('GET', `/api/drafts/${mine.id}`);
    expect(draft.parse(answer.body).values).toEqual(begun().values);
  });

  it('ends with the submission that it was filled in for, and with no other', async () => {
    const one = await save(admin, begun());
    const two = await save(admin, begun());
    await save(other, begun(), one.id);
    const failed = await trySubmit(admin, {
      ...newProvider(console, { provider: '' }),
      draftId: one.id,
    });
    expect(failed.status).toBe(422);
    expect((await list(admin)).map(({ id }) => id)).toContain(one.id);
    await submit(admin, { ...newProvider(console), draftId: one.id });
    const left = (await list(admin)).map(({ id }) => id);
    expect(left).not.toContain(one.id);
    expect(left).toContain(two.id);
    expect((await list(other)).map(({ id }) => id)).toContain(one.id);
  });

  it('is not brought back by a save that comes after its end, however late and from whatever window', async () => {
    const sent = await save(admin, begun());
    await submit(admin, { ...newProvider(console), draftId: sent.id });
    const thrown = await save(admin, begun());
    await admin.call('DELETE', `/api/drafts/${thrown.id}`);
    // Its first save was still on its way when the change was submitted.
    const overtaken = uuidv7();
    await submit(admin, { ...newProvider(console), draftId: overtaken });
    for (const id of [sent.id, thrown.id, overtaken]) {
      expect(await refused(begun(), id)).toMatchObject({ code: 'not_found' });
    }
    // Somebody else's of the same id is another draft.
    await save(other, begun(), sent.id);
  });

  it('is gone whichever comes first, the submission or the save', async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = uuidv7();
      await Promise.all([
        submit(admin, { ...newProvider(console), draftId: id }),
        admin.call('PUT', `/api/drafts/${id}`, begun()),
      ]);
      const left = (await list(admin)).map((each) => each.id);
      expect(left).not.toContain(id);
    }
  });

  it('is erased by its person, and thirty days after it was last changed', async () => {
    const gone = await save(admin, begun());
    const answer = await admin.call('DELETE', `/api/drafts/${gone.id}`);
    expect(answer.status).toBe(204);
    const old = await save(admin, begun());
    const young = await save(admin, begun());
    const age = (id: string, hours: number) =>
      sql`update draft set updated_at = now() - make_interval(hours => ${hours}) where id = ${id}`.execute(
        console.db,
      );
    await age(old.id, 30 * 24 + 1);
    await age(young.id, 30 * 24 - 1);
    await forgetOldDrafts(console.db);
    const left = (await list(admin)).map(({ id }) => id);
    expect(left).not.toContain(gone.id);
    expect(left).not.toContain(old.id);
    expect(left).toContain(young.id);
  });

  it('is one of fifty at most, also when they come at once; nothing is erased for it', async () => {
    const person = await console.person('security_admin');
    const kept = await save(person, begun());
    const body = { operation: 'console.update-policy', values: {} };
    const answers = await Promise.all(
      Array.from({ length: MOST_DRAFTS + 2 }, () =>
        person.call('PUT', `/api/drafts/${uuidv7()}`, body),
      ),
    );
    const refusals = answers.filter(({ status }) => status === 409);
    expect(refusals).toHaveLength(3);
    expect(problemOf(refusals[0] ?? answers[0]!)).toMatchObject({
      code: 'invalid_state',
      nextStep:
        'Delete a draft that you do not need any more, then save again.',
    });
    expect(await list(person)).toHaveLength(MOST_DRAFTS);
    await save(person, body, kept.id);
  });
});

describe('a draft keeps no secret', () => {
  it('under any name that a secret of any operation has, however deep and whatever it holds', async () => {
    const names = OPERATION_IDS.flatMap((id) =>
      operationContract(id).secretPointers.map(
        (pointer) => pointer.split('/').at(-1) ?? '',
      ),
    );
    expect(names.length).toBeGreaterThanOrEqual(5);
    for (const name of names) {
      for (const value of ['x', '', null, { $secret: true }, ['y']]) {
        const { code, fieldErrors } = await refused({
          ...begun(),
          values: { a: [{ [name]: value }], [name]: value },
        });
        expect(code).toBe('validation_failed');
        expect(fieldErrors?.map(({ pointer }) => pointer)).toEqual([
          `/values/a/0/${name}`,
          `/values/${name}`,
        ]);
      }
    }
  });

  it.each(['Password', 'private_key', 'PRIVATE-KEY', 'key derivation key'])(
    'under another spelling of such a name either: %s',
    async (name) => {
      const { code } = await refused({ ...begun(), values: { [name]: 'x' } });
      expect(code).toBe('validation_failed');
    },
  );

  it('nor anything else that its operation does not know, at whatever depth', async () => {
    const unknown = randomBytes(16).toString('hex');
    const kept = await save(admin, {
      operation: 'ontap.add-key-servers',
      values: {
        keyManager: 'km-1',
        passphrase: unknown,
        servers: [
          { server: 'kms1', credentials: { user: unknown } },
          { passphrase: unknown },
          [{ username: 'keyward', token: unknown }],
        ],
        [unknown]: [{ server: unknown }],
      },
    });
    expect(kept.values).toEqual({
      keyManager: 'km-1',
      servers: [{ server: 'kms1' }, {}, [{ username: 'keyward' }]],
    });
    const stored = await sql<{ text: string }>`
      select draft::text as text from draft`.execute(console.db);
    expect(JSON.stringify(stored.rows)).not.toContain(unknown);
  });

  it('at every place where its operation has one', async () => {
    for (const operation of OPERATION_IDS) {
      for (const pointer of operationContract(operation).secretPointers) {
        const place = pointer.replace('*', '2');
        const value = randomBytes(32).toString('base64');
        const values = place
          .split('/')
          .slice(1)
          .reduceRight<unknown>(
            (inner, part) =>
              part === '2' ? [{}, {}, inner] : { [part]: inner },
            value,
          );
        const { fieldErrors } = await refused({ operation, values });
        expect(fieldErrors?.[0]?.pointer).toBe(`/values${place}`);
      }
    }
  });

  it('not even a private key or a token in a field that is made for neither', async () => {
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const part = (value: unknown) =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = [
      part({ typ: 'JWT', alg: 'ES256' }),
      part({ sub: randomUUID() }),
      randomBytes(64).toString('base64url'),
    ].join('.');
    const wrapped = token.replaceAll(/(.{30})/g, '$1\r\n  ');
    const texts = [privateKey, token, `Bearer ${token}, says Ada`, wrapped];
    for (const text of texts) {
      const places: [string, object][] = [
        ['/values/a/0/note', { values: { a: [{ note: text }] } }],
        ['/reason', { reason: text }],
        ['/values', { values: { [text]: 1 } }],
      ];
      for (const [pointer, patch] of places) {
        const problem = await refused({ ...begun(), ...patch });
        expect(problem.code).toBe('private_key_in_public_field');
        expect(problem.fieldErrors?.[0]?.pointer).toBe(pointer);
      }
    }
    const stored = await sql<{ text: string }>`
      select draft::text as text from draft`.execute(console.db);
    const everything = JSON.stringify([stored.rows, console.logged]);
    expect(everything).not.toContain(token.slice(-40));
    expect(everything).not.toContain(token.slice(0, 30));
  });

  it('and takes words with dots for what they are', async () => {
    const values = {
      provider: 'eyewitness.kms.corp.example',
      keyId: ['ey-7.a.b', '1.2.3'],
    };
    expect((await save(admin, { ...begun(), values })).values).toEqual(values);
  });
});

describe('a draft that cannot be kept', () => {
  it.each([
    ['/values', { values: 'text' }],
    ['/values', { values: undefined }],
    ['/operation', { operation: 'ontap.format' }],
    ['/connectionId', { connectionId: uuidv7() }],
    ['/connectionId', { operation: 'console.update-policy' }],
    ['/copyOf', { copyOf: uuidv7() }],
    ['/values/a/1', { values: { a: ['', 'x\0y'] } }],
    ['/reason', { reason: 'x\0y' }],
    ['/reason', { reason: 'x'.repeat(8001) }],
    ['/digest', { digest: 'x' }],
  ])('names its field: %s', async (pointer, patch) => {
    const { code, fieldErrors } = await refused({ ...begun(), ...patch });
    expect(code).toBe('validation_failed');
    expect(fieldErrors?.map((each) => each.pointer)).toEqual([pointer]);
  });

  it('is too large, too deep or of too many parts', async () => {
    const deep = Array.from({ length: 30 }).reduce<unknown>(
      (inner) => ({ inner }),
      1,
    );
    const many = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [`k${String(index)}`, 1]),
    );
    const codes = await Promise.all(
      [{ text: 'x'.repeat(66_000) }, { deep }, many].map(
        async (values) => (await refused({ ...begun(), values })).code,
      ),
    );
    expect(codes).toEqual([
      'payload_too_large',
      'malformed_json',
      'malformed_json',
    ]);
  });
});
