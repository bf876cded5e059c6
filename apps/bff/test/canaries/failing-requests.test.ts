import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { speak } from '../hostile/speak.ts';
import { scan } from '../support/canaries.ts';
import { newKey, newProvider } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { databaseText } from '../support/database-text.ts';
import { PAGE_HEADERS, type Person } from '../support/person.ts';
import { NOBODY } from '../support/route-samples.ts';

let console: ConsoleUnderTest;
let admin: Person;
const canaries = new Map<string, string>();
/** Everything the process wrote beside its log. */
const written: string[] = [];

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['esx-01'],
    echoSecrets: true,
  });
  admin = await console.person('security_admin', 'reviewer');
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      written.push(String(chunk));
      return write(chunk);
    });
  }
});
afterAll(async () => {
  vi.restoreAllMocks();
  await console.stop();
});

function canary(label: string): string {
  const secret = `KWC-${randomBytes(18).toString('hex')}`;
  canaries.set(label, secret);
  return secret;
}

interface Try {
  method?: string;
  path: string;
  body?: string;
  headers?: Record<string, string>;
  who?: 'nobody';
}

const post = (path: string, body: unknown, more: Partial<Try> = {}): Try => ({
  path,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...more,
});

async function send({
  method = 'POST',
  path,
  body,
  headers,
  who,
}: Try): Promise<number> {
  const { status } = await console.send({
    method,
    path,
    headers: {
      ...PAGE_HEADERS,
      ...newKey(),
      ...(who === 'nobody' ? {} : { cookie: admin.cookie }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  return status;
}

const change = (more: Record<string, unknown>) => ({
  ...newProvider(console),
  ...more,
});

const connection = (more: Record<string, unknown>) => ({
  name: 'another',
  kind: 'esx',
  host: '127.0.0.1',
  port: console.estate.simulators[0]?.port ?? 1,
  trust: { mode: 'pin', sha256: '0'.repeat(64) },
  esxAuth: 'basic',
  credential: { username: 'root', password: 'x' },
  ...more,
});

const SIGN_IN = '/api/session';
const CHANGES = '/api/changes';

/** Each with a secret where people and programs put them, and each refused in another layer. */
const TRIES: Record<string, (secret: string) => Try> = {
  'JSON broken off': (s) =>
    post(SIGN_IN, `{"username":"admin","password":"${s}"`),
  'JSON with a word': (s) => post(SIGN_IN, `{"password":${s}}`),
  'JSON in single quotes': (s) => post(SIGN_IN, `{'password':'${s}'}`),
  'JSON followed by more': (s) => post(SIGN_IN, `{"password":"${s}"}${s}`),
  'JSON with a comma too many': (s) => post(CHANGES, `{"input":"${s}",}`),
  'JSON with a member twice': (s) => post(CHANGES, `{"a":"${s}","a":"${s}"}`),
  'JSON with a prototype': (s) => post(CHANGES, `{"__proto__":"${s}"}`),
  'JSON with a lone surrogate': (s) => post(CHANGES, `{"a":"${s}\\ud800"}`),
  'JSON with a large number': (s) => post(CHANGES, `{"a":"${s}","b":1e400}`),
  'JSON that is deep': (s) => post(CHANGES, `${'['.repeat(30)}"${s}"`),
  'JSON after a byte order mark': (s) =>
    post(SIGN_IN, `\ufeff{"password":"${s}"}`),
  'JSON of a step-up': (s) =>
    post('/api/session/step-up', `{"password":"${s}"`),
  'JSON of a new password': (s) =>
    post('/api/session/password', `{"next":"${s}"`),
  'JSON of a connection': (s) => post('/api/connections', `{"password":"${s}"`),
  'JSON of an invitation': (s) =>
    post('/api/invitations/accept', `{"token":"${s}"`),
  'JSON of a late secret': (s) =>
    post(`${CHANGES}/${NOBODY}/secrets`, `{"secrets":{"/x":"${s}"}`),
  'a body that is too large': (s) =>
    post(SIGN_IN, { password: s, more: 'x'.repeat(70_000) }),
  'a body that is too large for anything': (s) =>
    post(CHANGES, { input: s, more: 'x'.repeat(300_000) }),
  'a body in chunks that is too large': (s) =>
    post(
      SIGN_IN,
      { password: s, more: 'x'.repeat(70_000) },
      { headers: { 'transfer-encoding': 'chunked' } },
    ),
  'another media type': (s) =>
    post(SIGN_IN, `password=${s}`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  'a compressed body': (s) =>
    post(SIGN_IN, s, { headers: { 'content-encoding': 'gzip' } }),
  'another site': (s) =>
    post(
      SIGN_IN,
      { password: s },
      { headers: { 'sec-fetch-site': 'cross-site' } },
    ),
  'nobody signed in': (s) =>
    post(CHANGES, change({ reason: s }), { who: 'nobody' }),
  'a session that is none': (s) => ({
    method: 'GET',
    path: SIGN_IN,
    headers: { cookie: `keyward=${s}` },
  }),
  'a wrong password': (s) => post(SIGN_IN, { username: 'admin', password: s }),
  'a wrong proof': (s) => post('/api/session/step-up', { password: s }),
  'a wrong old password': (s) =>
    post('/api/session/password', { current: s, next: s }),
  'a wrong invitation': (s) =>
    post('/api/invitations/accept', { token: s, password: s }),
  'a wrong first token': (s) =>
    post('/api/first-account', {
      token: s,
      username: 'x',
      displayName: 'x',
      password: s,
    }),
  'a wrong type': (s) => post(SIGN_IN, { username: [s], password: { a: s } }),
  'a body of the wrong shape': (s) => post(CHANGES, [s]),
  'an unknown field': (s) => post(CHANGES, change({ unknown: s })),
  'an operation nobody knows': (s) => post(CHANGES, change({ operation: s })),
  'a connection nobody knows': (s) =>
    post(CHANGES, change({ connectionId: s })),
  'an input of the wrong shape': (s) =>
    post(CHANGES, change({ input: { keyDerivationKey: [s] } })),
  'an input with another field': (s) =>
    post(
      CHANGES,
      change({
        input: { provider: 'a', keyId: 'b', keyDerivationKey: s, more: s },
      }),
    ),
  'a secret in a preview': (s) =>
    post(`${CHANGES}/preview`, newProvider(console, { keyDerivationKey: s })),
  'a private key in a public field': (s) =>
    post(
      CHANGES,
      change({
        reason: `-----BEGIN PRIVATE KEY-----\n${s}\n-----END PRIVATE KEY-----`,
      }),
    ),
  'a late secret for nothing': (s) =>
    post(`${CHANGES}/${NOBODY}/secrets`, {
      digest: '0'.repeat(64),
      secrets: { '/input/privateKey': s },
    }),
  'a query nobody knows': (s) => ({
    method: 'GET',
    path: `${CHANGES}?token=${s}`,
  }),
  'a cursor that is none': (s) => ({
    method: 'GET',
    path: `${CHANGES}?cursor=${s}`,
  }),
  'a path that leads nowhere': (s) => ({ method: 'GET', path: `/api/${s}` }),
  'an id that is none': (s) => ({ method: 'GET', path: `${CHANGES}/${s}` }),
  'a file that is not there': (s) => ({ method: 'GET', path: `/${s}.js` }),
  'a method of no route': (s) => ({ method: 'PUT', path: SIGN_IN, body: s }),
  'a token in a header': (s) => ({
    method: 'GET',
    path: '/api/nothing',
    headers: { authorization: `Bearer ${s}`, 'x-api-key': s },
  }),
  'a key that is none': (s) =>
    post(CHANGES, change({}), { headers: { 'idempotency-key': `${s} ${s}` } }),
  'an address that is forbidden': (s) =>
    post(
      '/api/connections',
      connection({
        host: '169.254.169.254',
        credential: { username: 'root', password: s },
      }),
    ),
  'a target with another certificate': (s) =>
    post(
      '/api/connections',
      connection({ credential: { username: 'root', password: s } }),
    ),
  'a target that refuses the password': (s) =>
    post(
      '/api/connections',
      connection({
        trust: { mode: 'pin', sha256: console.estate.simulators[0]?.sha256 },
        credential: { username: 'root', password: s },
        name: 'refused',
      }),
    ),
};

async function hitsAnywhere(): Promise<unknown[]> {
  const places = {
    log: console.logged.join('\n'),
    answers: console.answers.join('\n'),
    'standard output': written.join('\n'),
    database: await databaseText(console.db),
  };
  return Object.entries(places).flatMap(([place, text]) =>
    scan(text, canaries).map((hit) => ({ place, ...hit })),
  );
}

describe('a request that fails', () => {
  it('leaves its secret nowhere, whichever layer refuses it', async () => {
    const passed: string[] = [];
    for (const [label, make] of Object.entries(TRIES)) {
      const status = await send(make(canary(label)));
      if (status < 400) passed.push(`${label}: ${String(status)}`);
    }
    // A connection is kept although its target refuses the account: the password is sealed.
    expect(passed).toEqual(['a target that refuses the password: 201']);
    expect(canaries.size).toBeGreaterThanOrEqual(40);
    expect(await hitsAnywhere()).toEqual([]);
  });

  it('leaves its secret nowhere when it is no HTTP or breaks off', async () => {
    const bytes: Record<string, (secret: string) => string> = {
      'a line that is none': (s) => `${s}\r\n\r\n`,
      'a header that is none': (s) =>
        `GET / HTTP/1.1\r\nHost: x\r\n${s} ${s}\r\n\r\n`,
      'a header too long': (s) =>
        `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${s.repeat(1_000)}\r\n\r\n`,
      'a length too much': (s) =>
        `POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n${s}`,
      'a tunnel': (s) => `CONNECT ${s}:443 HTTP/1.1\r\nHost: ${s}\r\n\r\n`,
      'a body broken off': (s) =>
        `POST /api/session HTTP/1.1\r\nHost: x\r\nX-Keyward: 1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"password":"${s}`,
    };
    for (const [label, make] of Object.entries(bytes)) {
      const answers = await speak(console.port, make(canary(label)));
      for (const { status, headers, body } of answers) {
        expect(status).toBeGreaterThanOrEqual(400);
        expect(scan(JSON.stringify(headers) + body, canaries)).toEqual([]);
      }
    }
    expect(await hitsAnywhere()).toEqual([]);
  });

  it('leaves its secret nowhere when the database refuses the row that quotes it', async () => {
    await sql`alter table change add constraint no_more check (ticket is distinct from 'KW-1')`.execute(
      console.db,
    );
    const secret = canary('a row the database refuses');
    const status = await send(
      post(CHANGES, {
        ...newProvider(console, { keyDerivationKey: secret }),
        reason: `With ${secret}`,
        ticket: 'KW-1',
      }),
    );
    expect(status).toBe(500);
    expect(console.logged.join('\n')).toContain('request failed');
    await sql`alter table change drop constraint no_more`.execute(console.db);
    // What a statement that was cancelled for its time says, with the row in its words.
    await sql`create function too_slow() returns trigger language plpgsql as $$
      begin raise exception 'cancelled: %', row_to_json(new) using errcode = '57014'; end $$`.execute(
      console.db,
    );
    await sql`create trigger too_slow before insert on change
      for each row execute function too_slow()`.execute(console.db);
    const late = canary('a statement that takes too long');
    const timedOut = await send(
      post(CHANGES, {
        ...newProvider(console, { keyDerivationKey: late }),
        reason: `With ${late}`,
      }),
    );
    expect(timedOut).toBe(503);
    await sql`drop trigger too_slow on change`.execute(console.db);
    expect(await hitsAnywhere()).toEqual([]);
  });

  it('would have been found', async () => {
    const [planted = ''] = canaries.values();
    console.logged.push(Buffer.from(planted).toString('base64'));
    const [hit] = await hitsAnywhere();
    expect(hit).toMatchObject({ place: 'log', spelling: 'base64' });
  });
});
