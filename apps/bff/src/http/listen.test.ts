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
