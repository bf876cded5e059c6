import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

import { listen, stopListening } from './listen.ts';

it('lets go of a client that sends no HTTP and never closes its side', async () => {
  const { server, port } = await listen(
    { host: '127.0.0.1', port: 0, tls: null },
    (_request, response) => void response.end(),
    () => 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n',
  );
  const released = new Promise<void>((resolve) => {
    server.once('connection', (held: Socket) => held.once('close', resolve));
  });
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('error', () => undefined);
  await once(client, 'connect');
  client.write('no HTTP\r\n\r\n');
  expect(await text(client)).toMatch(/^HTTP\/1\.1 400 /);
  await released;
  client.destroy();
  await stopListening(server);
});

it.each([
  ['headers that trickle', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['a silent client', ''],
])('gives up on %s, in words', async (_what, sent) => {
  const { server, port } = await listen(
    { host: '127.0.0.1', port: 0, tls: null },
    (_request, response) => void response.end(),
    (code) => `HTTP/1.1 408 ${code}\r\nConnection: close\r\n\r\n`,
    {
      headersTimeout: 50,
      requestTimeout: 50,
      connectionsCheckingInterval: 20,
    },
  );
  const client = connect(port, '127.0.0.1');
  client.on('error', () => undefined);
  await once(client, 'connect');
  client.write(sent);
  expect(await text(client)).toMatch(/^HTTP\/1\.1 408 request_timeout/);
  await stopListening(server);
});

it('tunnels for nobody, and says so', async () => {
  const { server, port } = await listen(
    { host: '127.0.0.1', port: 0, tls: null },
    (_request, response) => void response.end(),
    (code) => `HTTP/1.1 405 ${code}\r\nConnection: close\r\n\r\n`,
  );
  const client = connect(port, '127.0.0.1');
  await once(client, 'connect');
  client.write('CONNECT 10.0.0.1:443 HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\n');
  expect(await text(client)).toMatch(/^HTTP\/1\.1 405 method_not_allowed/);
  await stopListening(server);
});
