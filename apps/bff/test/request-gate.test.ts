import { type RouteContract, ROUTES } from '@keyward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf } from './support/person.ts';
import type { Answer } from './support/send.ts';

let console: ConsoleUnderTest;
let admin: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest();
  admin = await console.signIn('admin');
});
afterAll(() => console.stop());

type Headers = Record<string, string>;

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

function headersOf({ site, origin, ours, type }: Headers): Headers {
  return {
    ...(site === undefined ? {} : { 'sec-fetch-site': site }),
    ...(origin === undefined
      ? {}
      : { origin: origin === 'ours' ? console.origin : origin }),
    ...(ours === undefined ? {} : { 'x-keyward': ours }),
    ...(type === undefined ? {} : { 'content-type': type }),
  };
}

const UNSAFE = Object.values<RouteContract>(ROUTES)
  .filter((route) => route.method !== 'GET')
  .map(({ method, path }) => ({
    method,
    path: path.replace(':id', '019b0000-0000-7000-8000-000000000000'),
  }));

describe('an unsafe request', () => {
  it.each(REFUSED)(
    'is refused on every route with %s',
    async (_what, headers, code) => {
      for (const { method, path } of UNSAFE) {
        const answer = await console.send({
          method,
          path,
          headers: { ...headersOf(headers), cookie: admin.cookie },
          body: '{}',
        });
        expect(problemOf(answer).code).toBe(code);
      }
      expect((await admin.call('GET', '/api/session')).status).toBe(200);
    },
  );

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

  it('is not smuggled in by a header that names another method', async () => {
    const answer = await console.send({
      method: 'GET',
      path: '/api/session',
      headers: { cookie: admin.cookie, 'x-http-method-override': 'DELETE' },
    });
    expect(answer.status).toBe(200);
    expect((await admin.call('GET', '/api/session')).status).toBe(200);
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

describe('every answer', () => {
  const kinds: [string, () => Promise<Answer>, number][] = [
    ['a page', () => console.send({ method: 'GET', path: '/' }), 200],
    [
      'a page of the app',
      () => console.send({ method: 'GET', path: '/changes/1' }),
      200,
    ],
    [
      'a file that is not there',
      () => console.send({ method: 'GET', path: '/.git/config.js' }),
      404,
    ],
    ['data', () => admin.call('GET', '/api/session'), 200],
    ['a refusal', () => admin.call('POST', '/api/changes/preview', {}), 422],
    [
      'nobody’s question',
      () => console.send({ method: 'GET', path: '/api/session' }),
      401,
    ],
    [
      'an unknown route',
      () => console.send({ method: 'GET', path: '/api/x' }),
      404,
    ],
    ['another method', () => admin.call('PUT', '/api/session', {}), 405],
    [
      'a refused request',
      () => console.send({ method: 'POST', path: '/api/session' }),
      403,
    ],
    [
      'too large a body',
      () =>
        admin.call('POST', '/api/session', { username: 'x'.repeat(70_000) }),
      413,
    ],
    ['the stream', () => admin.call('GET', '/api/events'), 200],
    ['an export', () => admin.call('GET', '/api/audit/export'), 200],
    ['metrics', () => console.send({ method: 'GET', path: '/metrics' }), 200],
  ];

  it.each(kinds)('protects the browser: %s', async (_kind, ask, status) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    const { headers } = answer;
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).toMatch(/require-trusted-types-for 'script'/);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'permissions-policy': expect.stringContaining('camera=()') as string,
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      'cache-control': expect.stringMatching(/^no-(store|cache)/) as string,
    });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers.server).toBeUndefined();
  });

  it('keeps data out of every cache', async () => {
    for (const path of ['/api/session', '/api/changes', '/api/audit/export']) {
      const { headers } = await admin.call('GET', path);
      expect(headers['cache-control']).toBe('no-store');
    }
  });
});
