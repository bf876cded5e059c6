import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newProvider, submit } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { callAs, type Person, problemOf } from '../support/person.ts';
import { ROUTE_NAMES, SAMPLES, samplePath } from '../support/route-samples.ts';
import { ROUTES } from '@keyward/contract';
import type { Answer } from '../support/send.ts';
import { WELL_KNOWN_PATHS } from './well-known-paths.ts';

let console: ConsoleUnderTest;
let admin: Person;
let change: string;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  change = (await submit(admin, newProvider(console))).id;
});
afterAll(() => console.stop());

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Twelve facts about the headers of any answer. */
function expectHeaders(headers: Headers, isPage = false): void {
  const policy = String(headers['content-security-policy']);
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("base-uri 'none'");
  expect(policy).not.toMatch(/unsafe|\*|data:|blob:|https?:/);
  if (!isPage) {
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toContain("trusted-types 'none'");
  }
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': expect.stringContaining('camera=()') as string,
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    'cache-control': expect.stringMatching(
      /^no-(store(, no-transform)?|cache)$/,
    ) as string,
  });
  for (const telling of ['x-powered-by', 'server', 'via', 'x-aspnet-version']) {
    expect(headers[telling]).toBeUndefined();
  }
  expect(headers['access-control-allow-origin']).toBeUndefined();
}

describe('every answer of every route', () => {
  const CELLS = ROUTE_NAMES.flatMap((name) => {
    const method: string = ROUTES[name].method;
    return [
      { name, who: 'an admin', method },
      { name, who: 'nobody', method },
      { name, who: 'an admin', method: 'PUT' },
    ];
  });

  async function answerTo({ name, who, method }: (typeof CELLS)[number]) {
    return callAs(
      console,
      await cookieFor(name, who),
      method,
      samplePath(name, { change }),
      method === 'GET' ? undefined : (SAMPLES[name].body ?? {}),
    );
  }

  it.each(CELLS)('has its headers: $name, $method by $who', async (cell) => {
    const { headers } = await answerTo(cell);
    expectHeaders(headers, cell.name === 'reviewPage' && cell.method === 'GET');
    expect(headers['cache-control']).toMatch(/^no-store/);
  });

  it('that is a refusal carries the id of its headers', async () => {
    const refused: Answer[] = [];
    for (const cell of CELLS) {
      const answer = await answerTo(cell);
      const type = answer.headers['content-type'] ?? '';
      if (answer.status >= 400 && !type.startsWith('text/html')) {
        refused.push(answer);
      }
    }
    expect(refused.length).toBeGreaterThan(ROUTE_NAMES.length);
    for (const answer of refused) {
      expect(problemOf(answer).requestId).toBe(answer.headers['x-request-id']);
    }
  });

  /** Signing out ends the session it is tried with. */
  async function cookieFor(name: string, who: string): Promise<string | null> {
    if (who === 'nobody') return null;
    if (name !== 'signOut' && name !== 'endOtherSessions') return admin.cookie;
    return (await console.signIn('lead')).cookie;
  }
});

describe('every kind of refusal', () => {
  const KINDS: [string, () => Promise<Answer>, number, string][] = [
    ['broken JSON', () => raw('{"a":'), 400, 'malformed_json'],
    [
      'a path that leads nowhere',
      () => admin.call('GET', '/api/x'),
      404,
      'not_found',
    ],
    [
      'a file that is not there',
      () => admin.call('GET', '/x.js'),
      404,
      'not_found',
    ],
    [
      'a method of no route',
      () => admin.call('PUT', '/api/session'),
      405,
      'method_not_allowed',
    ],
    [
      'too large a body',
      () => raw(JSON.stringify({ username: 'x'.repeat(70_000) })),
      413,
      'payload_too_large',
    ],
    [
      'another media type',
      () => raw('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported_media_type',
    ],
    [
      'a compressed body',
      () => raw('{}', { 'content-encoding': 'gzip' }),
      415,
      'unsupported_media_type',
    ],
    [
      'an expectation',
      () => raw('{}', { expect: 'a-cup-of-tea' }),
      417,
      'expectation_failed',
    ],
    [
      'headers of 20 KiB',
      () =>
        console.send({
          method: 'GET',
          path: '/healthz',
          headers: { 'x-filler': 'x'.repeat(20_000) },
        }),
      431,
      'headers_too_large',
    ],
    ['a field that is wrong', () => raw('{}'), 422, 'validation_failed'],
  ];

  it.each(KINDS)('has its headers: %s', async (_kind, ask, status, code) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(problemOf(answer).code).toBe(code);
    expectHeaders(answer.headers);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['an unknown method', 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    [
      'a header with a bare line feed',
      'GET / HTTP/1.1\r\nHost: x\r\nX: a\nb\r\n\r\n',
      400,
    ],
    [
      'a first line without end',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
      431,
    ],
  ])(
    'has its headers when it never became a request: %s',
    async (_what, sent, status) => {
      const { status: got, headers, body } = await speak(sent);
      expect(got).toBe(status);
      expectHeaders(headers);
      expect(headers['content-type']).toBe('application/problem+json');
      expect(JSON.parse(body)).toMatchObject({
        status,
        requestId: headers['x-request-id'],
      });
    },
  );

  function raw(
    body: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return console.send({
      method: 'POST',
      path: '/api/session',
      headers: {
        'x-keyward': '1',
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      body,
    });
  }

  /** Bytes as they are, and the answer read by hand. */
  async function speak(sent: string) {
    const socket = connect(console.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(sent.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
    const [head = '', ...rest] = (await text(socket)).split('\r\n\r\n');
    const [line = '', ...lines] = head.split('\r\n');
    const headers = Object.fromEntries(
      lines.map((each) => {
        const at = each.indexOf(':');
        return [each.slice(0, at).toLowerCase(), each.slice(at + 1).trim()];
      }),
    );
    return {
      status: Number(line.split(' ')[1]),
      headers,
      body: rest.join('\r\n\r\n'),
    };
  }
});

describe('an address that somebody opens in a browser', () => {
  const LONG = 'x'.repeat(7_000);
  const ODD = [
    '/no-such-page',
    '/tasks/one/two',
    '/wp-login.php',
    '/API/session',
    '/api%2Fsession',
    '/changes%2Fnew',
    '/changes/..',
    '/changes/%2e%2e/people',
    '/.',
    '//changes',
    '/changes//new',
    '/%E0%A4%A',
    '/%',
    '/changes%00',
    '/changes%0d%0aX:%20y',
    '/a;b=c',
    '/a\\b',
    '/"<script>',
    `/${LONG}`,
    `/${LONG}${LONG}`.slice(0, 9_000),
  ];
  const open = (
    path: string,
    accept = 'text/html,application/xhtml+xml,*/*;q=0.8',
  ): Promise<Answer> =>
    console.send({ method: 'GET', path, headers: { accept } });

  it.each(ODD)('gets the console’s page, with 404: %#', async (path) => {
    const answer = await open(path);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.text).toContain('<p>Keyward</p>');
    expectHeaders(answer.headers);
  });

  it.each([
    '/',
    '/changes',
    '/changes/',
    '/Changes/New',
    '/changes/no-such-id',
    '/changes/%E0%A4%A',
    '/tasks?q=%E0%A4%A&state=%00',
    '/estate/key-providers',
    '/sign-in?next=%2F%2Fevil.example',
  ])('gets the page that is there: %s', async (path) => {
    const answer = await open(path);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<p>Keyward</p>');
    expectHeaders(answer.headers);
  });

  it.each([
    '/api',
    '/api/',
    '/api/no-such-thing',
    '/api/changes%2Fnew',
    '/api/../changes',
    '/api/%00',
    '/healthz/x',
  ])('is answered in JSON where programs ask: %s', async (path) => {
    const answer = await open(path);
    expect(answer.status).toBe(404);
    expect(problemOf(answer).code).toBe('not_found');
    expectHeaders(answer.headers);
  });

  it.each(['*/*', 'application/json', 'image/avif,image/webp,*/*'])(
    'is answered in JSON for who asks for no page: %s',
    async (accept) => {
      const answer = await open('/no-such-page', accept);
      expect(problemOf(answer).code).toBe('not_found');
    },
  );
});

describe('what is left to find', () => {
  it.each(WELL_KNOWN_PATHS)('is nothing at %s', async (path) => {
    const answer = await console.send({ method: 'GET', path });
    expect(problemOf(answer).code).toBe('not_found');
    expectHeaders(answer.headers);
    expect(answer.text).not.toMatch(
      /node|express|\d+\.\d+\.\d+|\/work|at \w+ \(/i,
    );
  });

  it('after signing out is nothing in this browser', async () => {
    const leaving = await console.signIn('reviewer');
    const { headers } = await leaving.call('DELETE', '/api/session');
    expect(headers['clear-site-data']).toBe('"cache", "storage"');
    expect(headers['set-cookie']?.[0]).toMatch(/^keyward=; .*Max-Age=0/);
    const answer = await leaving.call('GET', '/api/session');
    expect(answer.status).toBe(401);
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});
