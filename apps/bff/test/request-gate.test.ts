import { type RouteName, ROUTES } from '@keyward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newProvider, submit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  DEMO_PASSWORD,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { databaseFingerprint } from './support/database-fingerprint.ts';
import { type Person, problemOf } from './support/person.ts';
import {
  NOBODY,
  ROUTE_NAMES,
  SAMPLES,
  samplePath,
} from './support/route-samples.ts';
import { waitFor } from './support/wait-for.ts';

let console: ConsoleUnderTest;
let admin: Person;
/** Whose browser is tricked: may do everything, with a proof that is still fresh. */
let victim: Person;
let change: { id: string; digest: string };

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  victim = await console.person('security_admin', 'reviewer');
  change = await submit(admin, newProvider(console));
});
afterAll(() => console.stop());

type Headers = Record<string, string | string[]>;

/** How another site, an old browser or a plain form can make a browser send something. */
const REFUSED: [string, Headers, 'csrf' | 'unsupported_media_type'][] = [
  ['nothing at all', {}, 'csrf'],
  [
    'no header of ours',
    { site: 'same-origin', type: 'application/json' },
    'csrf',
  ],
  [
    'another value of our header',
    { site: 'same-origin', ours: '0', type: 'application/json' },
    'csrf',
  ],
  [
    'a cross-site page',
    { site: 'cross-site', ours: '1', type: 'application/json' },
    'csrf',
  ],
  [
    'a page of another port',
    { site: 'same-site', ours: '1', type: 'application/json' },
    'csrf',
  ],
  [
    'a typed address',
    { site: 'none', ours: '1', type: 'application/json' },
    'csrf',
  ],
  [
    'a foreign origin',
    { origin: 'https://evil.example', ours: '1', type: 'application/json' },
    'csrf',
  ],
  [
    'the origin null',
    { origin: 'null', ours: '1', type: 'application/json' },
    'csrf',
  ],
  [
    'our host on another port',
    { origin: 'http://127.0.0.1:1', ours: '1', type: 'application/json' },
    'csrf',
  ],
  ['neither site nor origin', { ours: '1', type: 'application/json' }, 'csrf'],
  [
    'cross-site with our origin',
    { site: 'cross-site', origin: 'ours', ours: '1', type: 'application/json' },
    'csrf',
  ],
  [
    'our origin as the user name of another',
    { origin: 'userinfo', ours: '1', type: 'application/json' },
    'csrf',
  ],
  [
    'our origin with a path',
    { origin: 'path', ours: '1', type: 'application/json' },
    'csrf',
  ],
  [
    'our origin twice',
    { origin: ['ours', 'ours'], ours: '1', type: 'application/json' },
    'csrf',
  ],
  [
    'our origin and another',
    {
      origin: ['ours', 'https://evil.example'],
      ours: '1',
      type: 'application/json',
    },
    'csrf',
  ],
  [
    'two words about the site',
    {
      site: ['same-origin', 'cross-site'],
      ours: '1',
      type: 'application/json',
    },
    'csrf',
  ],
  [
    'our header twice',
    { site: 'same-origin', ours: ['1', '1'], type: 'application/json' },
    'csrf',
  ],
  [
    'a foreign name that was pointed at this address',
    {
      site: 'same-origin',
      origin: 'http://rebound.example',
      ours: '1',
      type: 'application/json',
    },
    'csrf',
  ],
  [
    'text/plain',
    { site: 'same-origin', ours: '1', type: 'text/plain' },
    'unsupported_media_type',
  ],
  [
    'a form',
    {
      site: 'same-origin',
      ours: '1',
      type: 'application/x-www-form-urlencoded',
    },
    'unsupported_media_type',
  ],
  [
    'a form with files',
    { site: 'same-origin', ours: '1', type: 'multipart/form-data; boundary=x' },
    'unsupported_media_type',
  ],
  [
    'no media type',
    { site: 'same-origin', ours: '1' },
    'unsupported_media_type',
  ],
  [
    'JSON in UTF-7',
    { site: 'same-origin', ours: '1', type: 'application/json; charset=utf-7' },
    'unsupported_media_type',
  ],
  [
    'JSON of another kind',
    { site: 'same-origin', ours: '1', type: 'application/json-patch+json' },
    'unsupported_media_type',
  ],
];

function originOf(origin: string): string {
  const { host } = new URL(console.origin);
  if (origin === 'ours') return console.origin;
  if (origin === 'userinfo') return `http://${host}@evil.example`;
  if (origin === 'path') return `${console.origin}/`;
  return origin;
}

function headersOf({ site, origin, ours, type }: Headers): Headers {
  return {
    ...(site === undefined ? {} : { 'sec-fetch-site': site }),
    ...(origin === undefined
      ? {}
      : {
          origin: Array.isArray(origin)
            ? origin.map(originOf)
            : originOf(origin),
        }),
    ...(ours === undefined ? {} : { 'x-keyward': ours }),
    ...(type === undefined ? {} : { 'content-type': type }),
  };
}

const UNSAFE = ROUTE_NAMES.filter((name) => ROUTES[name].method !== 'GET');

/** A request that would have an effect, if only the gate let it through. */
function temptation(name: RouteName): { path: string; body: unknown } {
  const bodies: Partial<Record<RouteName, unknown>> = {
    signIn: { username: 'admin', password: DEMO_PASSWORD },
    stepUp: { password: DEMO_PASSWORD },
    changePassword: { current: DEMO_PASSWORD, next: 'a-much-longer-secret' },
    approveChange: { digest: change.digest },
    approvalOptions: { digest: change.digest },
    rejectChange: { digest: change.digest, comment: 'No' },
    submitChange: newProvider(console),
    invitePerson: { username: 'eve', displayName: 'Eve' },
    markInboxRead: { all: true },
  };
  const path = samplePath(name, { change: change.id });
  return {
    path: path.startsWith('/api/changes')
      ? path.replace(NOBODY, change.id)
      : path,
    body: bodies[name] ?? SAMPLES[name].body ?? {},
  };
}

describe('an unsafe request', () => {
  it.each(REFUSED)(
    'is refused on every route with %s, and nothing is changed',
    async (_what, headers, code) => {
      const before = await databaseFingerprint(console.db);
      const answers = await Promise.all(
        UNSAFE.flatMap((name) => {
          const { path, body } = temptation(name);
          return [JSON.stringify(body), undefined].map(async (sent) => {
            const answer = await console.send({
              method: ROUTES[name].method,
              path,
              headers: { ...headersOf(headers), cookie: victim.cookie },
              ...(sent === undefined ? {} : { body: sent }),
            });
            return `${name} ${problemOf(answer).code}`;
          });
        }),
      );
      expect(answers).toEqual(
        UNSAFE.flatMap((name) => [`${name} ${code}`, `${name} ${code}`]),
      );
      expect(await databaseFingerprint(console.db)).toBe(before);
      expect((await victim.call('GET', '/api/session')).status).toBe(200);
    },
  );

  it('is refused with at least twelve kinds of tricks', () => {
    expect(REFUSED.length).toBeGreaterThanOrEqual(12);
    expect(UNSAFE.length).toBeGreaterThan(20);
  });

  it.each([
    ['a header', { 'x-http-method-override': 'DELETE' }, '', undefined],
    ['another header', { 'x-method-override': 'DELETE' }, '', undefined],
    ['the query', {}, '?_method=DELETE', undefined],
    ['the body', {}, '', '_method=DELETE'],
  ])(
    'is not smuggled in as another method by %s',
    async (_where, headers, query, body) => {
      const before = await databaseFingerprint(console.db);
      const statuses = await Promise.all(
        UNSAFE.flatMap((name) => {
          const { path } = temptation(name);
          return ['GET', 'HEAD', 'OPTIONS'].map(async (method) => {
            const { status } = await console.send({
              method,
              path: `${path}${query}`,
              headers: { ...headers, cookie: victim.cookie },
              ...(body === undefined ? {} : { body }),
            });
            return status;
          });
        }),
      );
      expect(Math.max(...statuses)).toBeLessThan(500);
      expect(await databaseFingerprint(console.db)).toBe(before);
      expect((await victim.call('GET', '/api/session')).status).toBe(200);
    },
  );

  it('with somebody’s session is audited under their name, and logged with anybody’s', async () => {
    const { path, body } = temptation('approveChange');
    const tried = await console.person('reviewer');
    const forged = {
      method: 'POST',
      path,
      headers: { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' },
      body: JSON.stringify(body),
    };
    await console.send({
      ...forged,
      headers: { ...forged.headers, cookie: tried.cookie },
    });
    const row = await waitFor('the row of the denial', () =>
      console.db
        .selectFrom('audit')
        .select('row')
        .where('code', '=', 'access.denied')
        .where('person_id', '=', tried.id)
        .executeTakeFirst(),
    );
    expect(row.row).toMatchObject({
      action: 'approveChange',
      detail: 'csrf',
    });
    const { headers } = await console.send(forged);
    const id = String(headers['x-request-id']);
    expect(console.logged.find((line) => line.includes(id))).toMatch(
      /"code":"csrf","route":"approveChange"/,
    );
  });

  it.each([
    [
      'its own site',
      { site: 'same-origin', ours: '1', type: 'application/json' },
    ],
    [
      'its own origin alone',
      { origin: 'ours', ours: '1', type: 'application/json' },
    ],
    [
      'a charset that is JSON’s own',
      {
        site: 'same-origin',
        ours: '1',
        type: 'application/json; charset=UTF-8',
      },
    ],
  ])('passes with %s', async (_what, headers) => {
    const answer = await console.send({
      method: 'POST',
      path: '/api/changes/preview',
      headers: { ...headersOf(headers), cookie: admin.cookie },
      body: '{}',
    });
    expect(problemOf(answer).code).toBe('validation_failed');
  });

  it('meets the gate before it is known who asks and what for', async () => {
    for (const path of [
      '/api/session',
      '/api/nothing-here',
      '/',
      '/assets/x.js',
      '//x',
    ]) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
        const answer = await console.send({ method, path });
        const expected = path === '//x' ? 'not_found' : 'csrf';
        expect(problemOf(answer).code).toBe(expected);
      }
    }
  });
});

describe('a safe request', () => {
  it.each([
    {},
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
  ])('is not held up by the gate: %o', async (headers) => {
    const answer = await console.send({
      method: 'GET',
      path: '/healthz',
      headers,
    });
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('answers HEAD like GET, without the body', async () => {
    const answer = await console.send({ method: 'HEAD', path: '/healthz' });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('');
  });

  it('opens no stream to a page of another site', async () => {
    const answer = await console.send({
      method: 'GET',
      path: '/api/events',
      headers: { cookie: admin.cookie, 'sec-fetch-site': 'cross-site' },
    });
    expect(problemOf(answer).code).toBe('csrf');
  });
});
