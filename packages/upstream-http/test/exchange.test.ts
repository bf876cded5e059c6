import { createServer as createTcpServer } from 'node:net';
import type { Socket } from 'node:net';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';

import type {
  UpstreamError,
  UpstreamHttp,
  UpstreamLimits,
  UpstreamRequest,
} from '../src/index.ts';
import { makeCertificate } from './support/certificates.ts';
import type { TestCertificate } from './support/certificates.ts';
import { closeAfterTest } from './support/cleanup.ts';
import { failureOf, makeClient, pin } from './support/client.ts';
import { json, listen, startBare, startTarget } from './support/target.ts';
import type { Target } from './support/target.ts';

let certificate: TestCertificate;

beforeAll(async () => {
  certificate = await makeCertificate();
});

const GET = {
  method: 'GET',
  path: '/api/things',
} as const satisfies UpstreamRequest;
const POST = {
  method: 'POST',
  path: '/api/things',
  body: { name: 'x' },
} as const satisfies UpstreamRequest;

async function pair(
  answer: RequestListener,
  limits: Partial<UpstreamLimits> = {},
): Promise<{ to: Target; client: UpstreamHttp }> {
  const to = closeAfterTest(await startTarget({ certificate, answer }));
  return {
    to,
    client: makeClient({ port: to.port, trust: pin(certificate), limits }),
  };
}

function raw(
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): RequestListener {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('a request', () => {
  it('carries method, path, query, headers and JSON, and gets status, headers and JSON back', async () => {
    const { to, client } = await pair(
      json(201, { id: 7 }, { location: '/api/things/7', 'set-cookie': 'a=b' }),
    );
    const answer = await client.request({
      ...POST,
      query: { 'vmw-task': 'true', fields: ['a b', '*'] },
      headers: { Accept: 'application/hal+json' },
    });
    expect(answer).toMatchObject({ status: 201, body: { id: 7 } });
    expect(answer.headers).toMatchObject({ location: '/api/things/7' });
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(to.requests).toMatchObject([
      {
        method: 'POST',
        url: '/api/things?vmw-task=true&fields=a%20b&fields=*',
        body: '{"name":"x"}',
        headers: {
          accept: 'application/hal+json',
          'accept-encoding': 'identity',
          'content-type': 'application/json',
          host: `127.0.0.1:${to.port}`,
        },
      },
    ]);
  });

  it('reads with kept connections and writes each on a connection of its own', async () => {
    const { to, client } = await pair(json(200, {}));
    for (let round = 0; round < 12; round += 1) await client.request(GET);
    const kept = to.connections();
    expect(kept).toBeLessThanOrEqual(4);
    for (let round = 0; round < 12; round += 1) await client.request(POST);
    expect(to.connections()).toBe(kept + 12);
  });

  it.each([204, 200])('takes an empty body with %i', async (status) => {
    const { client } = await pair(raw(status, {}, ''));
    await expect(client.request(GET)).resolves.toMatchObject({
      status,
      body: undefined,
    });
  });

  it.each([
    ['a page', 503, { 'content-type': 'text/html' }, '<h1>Bad gateway</h1>'],
    ['nothing', 401, {}, ''],
    ['broken JSON', 500, JSON_TYPE, '{"messages":['],
  ])(
    'takes a refusal that brings %s by its status',
    async (_what, status, headers, body) => {
      const { client } = await pair(raw(status, headers, body));
      await expect(client.request(GET)).resolves.toMatchObject({
        status,
        body: undefined,
      });
    },
  );

  it('drops __proto__ and what PostgreSQL cannot store', async () => {
    const { client } = await pair(
      raw(
        200,
        JSON_TYPE,
        '{"__proto__":{"isAdmin":true},"a":"x\\u0000y\\ud800"}',
      ),
    );
    const { body } = await client.request(GET);
    expect(body).toEqual({ a: 'x\ufffdy\ufffd' });
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  });

  it.each([
    'things',
    '/a b',
    '/a?x=1',
    '/a#b',
    '/a/../b',
    '/a/%2E%2e/b',
    '/a\r\nx: y',
    '/ü',
    '/%2e',
    '/a\\b',
  ])('refuses the path %j as a fault of the caller', async (path) => {
    const { to, client } = await pair(json(200, {}));
    await expect(client.request({ ...GET, path })).rejects.toThrow(TypeError);
    expect(to.connections()).toBe(0);
  });

  it.each([
    { Host: 'evil.test' },
    { 'Content-Length': '1' },
    { 'Transfer-Encoding': 'chunked' },
    { authorization: 'canary\r\nx: y' },
    { 'x y': '1' },
  ])(
    'refuses the headers %j as a fault of the caller, without their values',
    async (headers) => {
      const { to, client } = await pair(json(200, {}));
      await expect(client.request({ ...GET, headers })).rejects.toThrow(
        TypeError,
      );
      await expect(client.request({ ...GET, headers })).rejects.not.toThrow(
        /canary/,
      );
      expect(to.connections()).toBe(0);
    },
  );
});

describe('an answer that is not taken', () => {
  const deep = `${'['.repeat(51)}${']'.repeat(51)}`;
  const many = JSON.stringify(Array.from({ length: 100_001 }, () => 0));
  it.each<[string, RequestListener, RegExp]>([
    [
      'a page with 200',
      raw(200, { 'content-type': 'text/html' }, '<h1>Hello</h1>'),
      /not JSON/,
    ],
    ['broken JSON with 200', raw(200, JSON_TYPE, '{"a":'), /not JSON/],
    [
      'text that is not UTF-8',
      raw(200, JSON_TYPE, Buffer.from([0x22, 0xff, 0x22])),
      /UTF-8/,
    ],
    ['JSON that is too deep', raw(200, JSON_TYPE, deep), /deeper/],
    ['JSON with too many items', raw(200, JSON_TYPE, many), /items/],
    [
      'compression nobody asked for',
      raw(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }, gzipSync('{}')),
      /compressed/,
    ],
    [
      'a body that is announced too large',
      raw(200, { ...JSON_TYPE, 'content-length': '8388609' }, ''),
      /more than/,
    ],
    [
      'a body that grows too large',
      (_request, response) => {
        response.writeHead(200, JSON_TYPE);
        const chunk = Buffer.alloc(1024 * 1024, 0x20);
        response.on('drain', () => response.write(chunk));
        while (response.write(chunk));
      },
      /more than/,
    ],
  ])('%s', async (_what, answer, message) => {
    const { client } = await pair(answer);
    const error = await failureOf(client.request(GET));
    expect(error).toMatchObject({
      kind: 'protocol',
      delivery: 'answered',
      facts: { system: 'vcenter', httpStatus: 200, messages: [] },
    });
    expect(error.message).toMatch(message);
  });

  it.each([300, 304])('a status that only redirects: %i', async (status) => {
    const { client } = await pair(raw(status, {}, ''));
    await expect(failureOf(client.request(POST))).resolves.toMatchObject({
      kind: 'protocol',
      delivery: 'answered',
    });
  });

  it.each([
    { refresh: '0; url=https://127.0.0.1:GOAL/steal' },
    { 'alt-svc': 'h2="127.0.0.1:GOAL"; ma=86400; persist=1' },
    { location: 'https://127.0.0.1:GOAL/steal' },
    { link: '<https://127.0.0.1:GOAL/steal>; rel=preload' },
    { 'content-location': 'https://127.0.0.1:GOAL/steal' },
  ])('%j with 200 leads nowhere', async (pointing) => {
    const goal = closeAfterTest(
      await startTarget({ certificate, answer: json(200, {}) }),
    );
    const headers = Object.fromEntries(
      Object.entries(pointing).map(([name, value]) => [
        name,
        value.replace('GOAL', String(goal.port)),
      ]),
    );
    const { to, client } = await pair(json(200, {}, headers));
    await client.request({ ...POST, headers: { authorization: 'canary' } });
    await client.request({ ...GET, headers: { authorization: 'canary' } });
    expect(to.requests).toHaveLength(2);
    expect(goal.connections()).toBe(0);
  });

  it.each([301, 302, 303, 307, 308])(
    'a redirect with %i, and its goal gets nothing',
    async (status) => {
      const goal = closeAfterTest(
        await startTarget({ certificate, answer: json(200, {}) }),
      );
      const { client } = await pair(
        raw(status, { location: `https://127.0.0.1:${goal.port}/steal` }, ''),
      );
      const headers = { 'vmware-api-session-id': 'canary-session' };
      const error = await failureOf(client.request({ ...POST, headers }));
      expect(error).toMatchObject({
        kind: 'protocol',
        delivery: 'answered',
        facts: { httpStatus: status },
      });
      expect(goal.connections()).toBe(0);
    },
  );

  it('an answer that is not HTTP', async () => {
    const error = await againstTls((socket) =>
      socket.once('data', () => socket.end('220 smtp.test ESMTP\r\n')),
    );
    expect(error).toMatchObject({ kind: 'protocol', delivery: 'maybe_sent' });
  });

  it('headers without end', async () => {
    const error = await againstTls((socket) =>
      socket.once('data', () =>
        socket.write(
          `HTTP/1.1 200 OK\r\n${`x-filler: ${'y'.repeat(500)}\r\n`.repeat(100)}`,
        ),
      ),
    );
    expect(error).toMatchObject({ kind: 'protocol', delivery: 'maybe_sent' });
  });
});

/** The error of a POST to a TLS server that speaks no HTTP by itself. */
async function againstTls(
  onSocket: (socket: Socket) => void,
): Promise<UpstreamError> {
  const server = createTlsServer({
    cert: certificate.pem,
    key: certificate.keyPem,
  });
  const { port } = closeAfterTest(
    await startBare(server, 'secureConnection', onSocket),
  );
  return failureOf(makeClient({ port, trust: pin(certificate) }).request(POST));
}

/** The error of a POST to a TCP server that speaks no TLS by itself. */
async function againstTcp(
  onSocket: (socket: Socket) => void,
  limits: Partial<UpstreamLimits> = {},
): Promise<UpstreamError> {
  const { port } = closeAfterTest(
    await startBare(createTcpServer(), 'connection', onSocket),
  );
  return failureOf(
    makeClient({ port, trust: pin(certificate), limits }).request(POST),
  );
}

describe('time and delivery', () => {
  it('a port where nobody listens: unreachable, not sent', async () => {
    const server = createTcpServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const error = await failureOf(
      makeClient({ port, trust: pin(certificate) }).request(POST),
    );
    expect(error).toMatchObject({ kind: 'unreachable', delivery: 'not_sent' });
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('a port that accepts and stays silent: timeout, not sent', async () => {
    const error = await againstTcp(() => undefined, { connectMs: 200 });
    expect(error).toMatchObject({ kind: 'timeout', delivery: 'not_sent' });
  });

  it('a connection that is cut during the handshake: unreachable, not sent', async () => {
    const error = await againstTcp((socket) => socket.destroy());
    expect(error).toMatchObject({ kind: 'unreachable', delivery: 'not_sent' });
  });

  it('something else than TLS: handshake, not sent', async () => {
    const error = await againstTcp((socket) => socket.end('SSH-2.0-test\r\n'));
    expect(error).toMatchObject({
      kind: 'tls',
      tlsReason: 'handshake',
      delivery: 'not_sent',
    });
  });

  it('a reset after the request arrived: unreachable, perhaps sent', async () => {
    const { to, client } = await pair((request) => request.socket.destroy());
    await expect(failureOf(client.request(POST))).resolves.toMatchObject({
      kind: 'unreachable',
      delivery: 'maybe_sent',
    });
    expect(to.requests).toHaveLength(1);
  });

  it('a reset is never answered by sending again', async () => {
    const { to, client } = await pair((request) => request.socket.destroy());
    await failureOf(client.request(POST));
    await failureOf(client.request(GET));
    expect(to.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('no headers in time: timeout, perhaps sent', async () => {
    const { client } = await pair(() => undefined, { headersMs: 150 });
    await expect(failureOf(client.request(POST))).resolves.toMatchObject({
      kind: 'timeout',
      delivery: 'maybe_sent',
    });
  });

  it('headers that trickle: the time counts from the request, not from the last byte', async () => {
    const { client } = await pair(
      (request) => {
        const { socket } = request;
        const timer = setInterval(
          () => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'),
          30,
        );
        socket.on('close', () => clearInterval(timer));
      },
      { headersMs: 200 },
    );
    await expect(failureOf(client.request(POST))).resolves.toMatchObject({
      kind: 'timeout',
      delivery: 'maybe_sent',
    });
  });

  it('announcements without end are no answer', async () => {
    const { client } = await pair((request) => {
      const many = 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1_000);
      request.socket.write(many);
    });
    await expect(failureOf(client.request(POST))).resolves.toMatchObject({
      kind: 'protocol',
      delivery: 'maybe_sent',
    });
  });

  it('a body that trickles: timeout, answered, with the status', async () => {
    const { client } = await pair(
      (_request, response) => {
        response.writeHead(201, JSON_TYPE);
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
      { bodyMs: 200 },
    );
    await expect(failureOf(client.request(POST))).resolves.toMatchObject({
      kind: 'timeout',
      delivery: 'answered',
      facts: { httpStatus: 201 },
    });
  });

  it('a body that is cut: unreachable, answered, with the status', async () => {
    const { client } = await pair((_request, response) => {
      response.writeHead(201, { ...JSON_TYPE, 'content-length': '100' });
      response.write('{"id":', () => response.destroy());
    });
    await expect(failureOf(client.request(POST))).resolves.toMatchObject({
      kind: 'unreachable',
      delivery: 'answered',
      facts: { httpStatus: 201 },
    });
  });

  it('the caller may shorten the time', async () => {
    const { client } = await pair(() => undefined);
    await expect(
      failureOf(client.request({ ...POST, timeoutMs: 1_500 })),
    ).resolves.toMatchObject({ kind: 'timeout', delivery: 'maybe_sent' });
  });

  it('the caller may cancel, before and after sending', async () => {
    const abort = new AbortController();
    const { to, client } = await pair(() => abort.abort());
    await expect(
      failureOf(client.request({ ...POST, signal: abort.signal })),
    ).resolves.toMatchObject({ kind: 'timeout', delivery: 'maybe_sent' });
    await expect(
      failureOf(client.request({ ...POST, signal: abort.signal })),
    ).resolves.toMatchObject({ kind: 'timeout', delivery: 'not_sent' });
    expect(to.requests).toHaveLength(1);
  });

  it('a request given up while it waits for a connection is not sent later', async () => {
    const held: (() => void)[] = [];
    const { to, client } = await pair((request, response) => {
      held.push(() => json(200, {})(request, response));
      if (held.length === 4) resolveAllBusy();
    });
    let resolveAllBusy = (): void => undefined;
    const allBusy = new Promise<void>((resolve) => (resolveAllBusy = resolve));
    const busy = Array.from({ length: 4 }, () => client.request(POST));
    await allBusy;
    const abort = new AbortController();
    const waiting = failureOf(
      client.request({ ...POST, path: '/late', signal: abort.signal }),
    );
    abort.abort();
    await expect(waiting).resolves.toMatchObject({ delivery: 'not_sent' });
    for (const release of held.splice(0)) release();
    await Promise.all(busy);
    const after = client.request({ ...POST, path: '/after' });
    await expect.poll(() => held.length).toBe(1);
    for (const release of held.splice(0)) release();
    await after;
    expect(to.requests.map(({ url }) => url)).not.toContain('/late');
  });

  it('closing ends what is under way', async () => {
    const { client } = await pair(() => void client.close());
    await expect(failureOf(client.request(POST))).resolves.toMatchObject({
      kind: 'unreachable',
      delivery: 'maybe_sent',
    });
    await expect(failureOf(client.request(POST))).resolves.toMatchObject({
      kind: 'unreachable',
      delivery: 'not_sent',
    });
  });
});
