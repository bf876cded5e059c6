import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';

import { listen, stopListening } from './listen.ts';
import { readJsonBody } from './read-body.ts';
import { toProblem } from './error-mapper.ts';

it('a body that breaks off is the client’s mistake, not a database that is away', async () => {
  const reading = Promise.withResolvers<unknown>();
  const { server, port } = await listen(
    { host: '127.0.0.1', port: 0, tls: null },
    (request) => {
      client.resetAndDestroy();
      readJsonBody(request, 1024).then(reading.resolve, reading.reject);
    },
    () => '',
  );
  const client = connect(port, '127.0.0.1');
  await once(client, 'connect');
  client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
  const failure: unknown = await reading.promise.catch(
    (error: unknown) => error,
  );
  expect(toProblem(failure, 'r').code).toBe('malformed_json');
  await stopListening(server);
});

it('a body that trickles is answered in time, and its sender hears why', async () => {
  const reading = Promise.withResolvers<unknown>();
  const { server, port } = await listen(
    { host: '127.0.0.1', port: 0, tls: null },
    (request, response) => {
      void readJsonBody(request, 1024, 50)
        .catch((error: unknown) => error)
        .then((outcome) => {
          reading.resolve(outcome);
          response.writeHead(408).end();
        });
    },
    () => '',
  );
  const client = connect(port, '127.0.0.1');
  client.on('error', () => undefined);
  await once(client, 'connect');
  client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
  const answers: unknown[] = await once(client, 'data');
  expect(String(answers[0])).toMatch(/^HTTP\/1\.1 408 /);
  expect(toProblem(await reading.promise, 'r').code).toBe('request_timeout');
  client.destroy();
  await stopListening(server);
});
