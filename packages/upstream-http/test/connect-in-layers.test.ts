import { createServer as createTcpServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

import { describe, expect, it } from 'vitest';

import {
  ConnectFailure,
  createEgressGuard,
  EgressDenied,
  lookUpChecked,
  openTcp,
  openTls,
} from '../src/index.ts';
import { makeCertificate } from './support/certificates.ts';
import { closeAfterTest } from './support/cleanup.ts';
import { loopbackOnly } from './support/client.ts';
import { listen, startBare } from './support/target.ts';

const bounds = { timeoutMs: 2_000 };

describe('a connection that is made layer by layer', () => {
  it('goes from the name to a secure socket, each layer on its own', async () => {
    const certificate = await makeCertificate({ dnsNames: ['kmip.lab.test'] });
    const server = createTlsServer({
      cert: certificate.pem,
      key: certificate.keyPem,
    });
    const { port } = closeAfterTest(
      await startBare(server, 'secureConnection', (socket) =>
        socket.end('hello'),
      ),
    );
    const addresses = await lookUpChecked(
      loopbackOnly,
      'kmip.lab.test',
      port,
      bounds,
    );
    const { socket, address } = await openTcp(addresses, port, bounds);
    expect(address).toBe('127.0.0.1');
    const secured = await openTls(
      socket,
      { ca: [certificate.pem], servername: 'kmip.lab.test' },
      bounds,
    );
    expect(secured.authorized).toBe(true);
    expect(secured.getPeerCertificate().fingerprint256).toBeTruthy();
    secured.destroy();
  });

  it('stops at the name when the guard does not allow it', async () => {
    const egress = createEgressGuard({ allow: [], allowLoopback: false });
    await expect(
      lookUpChecked(egress, '127.0.0.1', 5696, bounds),
    ).rejects.toThrow(EgressDenied);
  });

  it('does not wait for a name server beyond its time', async () => {
    const egress = { check: () => new Promise<never>(() => undefined) };
    await expect(
      lookUpChecked(egress, 'kmip.lab.test', 5696, { timeoutMs: 50 }),
    ).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('stops at TCP where nobody listens', async () => {
    const server = createTcpServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const failure = await openTcp(
      [{ address: '127.0.0.1', family: 4 }],
      port,
      bounds,
    ).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConnectFailure);
    expect(failure).toMatchObject({ kind: 'unreachable' });
  });

  it('stops at TLS where the port stays silent, and closes the socket', async () => {
    const closed = Promise.withResolvers<void>();
    const { port } = closeAfterTest(
      await startBare(createTcpServer(), 'connection', (socket) =>
        socket.on('close', () => closed.resolve()).resume(),
      ),
    );
    const { socket } = await openTcp(
      [{ address: '127.0.0.1', family: 4 }],
      port,
      bounds,
    );
    await expect(openTls(socket, {}, { timeoutMs: 100 })).rejects.toMatchObject(
      { kind: 'timeout' },
    );
    await closed.promise;
  });

  it('stops at TLS where only 1.1 is spoken', async () => {
    const certificate = await makeCertificate();
    const server = createTlsServer({
      cert: certificate.pem,
      key: certificate.keyPem,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const { port } = closeAfterTest(
      await startBare(server, 'secureConnection', () => undefined),
    );
    const { socket } = await openTcp(
      [{ address: '127.0.0.1', family: 4 }],
      port,
      bounds,
    );
    await expect(
      openTls(socket, { rejectUnauthorized: false }, bounds),
    ).rejects.toMatchObject({ kind: 'tls', tlsReason: 'handshake' });
  });
});
