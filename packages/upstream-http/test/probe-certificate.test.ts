import { createServer as createTcpServer } from 'node:net';
import type { Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it } from 'vitest';

import { probeCertificate } from '../src/index.ts';
import { makeCertificate } from './support/certificates.ts';
import { closeAfterTest } from './support/cleanup.ts';
import { failureOf, loopbackOnly, makeClient } from './support/client.ts';
import { json, startBare, startTarget } from './support/target.ts';

describe('probing a certificate', () => {
  it('tells what the target presents, which then can be pinned', async () => {
    const certificate = await makeCertificate({
      commonName: 'esx.lab.test',
      dnsNames: ['esx.lab.test'],
      ipAddresses: ['192.0.2.1'],
    });
    const to = closeAfterTest(
      await startTarget({ certificate, answer: json(200, {}) }),
    );
    const probe = await probeCertificate({
      host: 'esx.lab.test',
      port: to.port,
      egress: loopbackOnly,
    });
    expect(probe).toMatchObject({
      sha256: certificate.sha256,
      subject: 'CN=esx.lab.test',
      issuer: 'CN=esx.lab.test',
      subjectAltNames: ['esx.lab.test', '192.0.2.1'],
      selfSigned: true,
      keyType: 'EC P-256',
      tlsVersion: 'TLSv1.3',
      address: '127.0.0.1',
    });
    expect(probe.chainPem).toHaveLength(1);
    const trust = {
      mode: 'pin',
      sha256: probe.sha256,
      certificatePem: probe.chainPem[0] ?? '',
    } as const;
    await expect(
      makeClient({ port: to.port, trust }).request({
        method: 'GET',
        path: '/',
      }),
    ).resolves.toMatchObject({ status: 200 });
    expect(to.requests).toHaveLength(1);
  });

  it('shows the chain from the leaf up', async () => {
    const ca = await makeCertificate({ commonName: 'Lab CA', isCa: true });
    const leaf = await makeCertificate({ issuer: ca });
    const to = closeAfterTest(
      await startTarget({
        certificate: leaf,
        chain: [ca],
        answer: json(200, {}),
      }),
    );
    const probe = await probeCertificate({
      host: '127.0.0.1',
      port: to.port,
      egress: loopbackOnly,
    });
    expect(probe).toMatchObject({
      sha256: leaf.sha256,
      selfSigned: false,
      issuer: 'CN=Lab CA',
    });
    expect(probe.chainPem).toHaveLength(2);
  });

  it('shows an expired certificate instead of refusing it', async () => {
    const certificate = await makeCertificate({
      validFromDays: -9,
      validToDays: -1,
    });
    const to = closeAfterTest(
      await startTarget({ certificate, answer: json(200, {}) }),
    );
    const { notAfter } = await probeCertificate({
      host: '127.0.0.1',
      port: to.port,
      egress: loopbackOnly,
    });
    expect(Date.parse(notAfter)).toBeLessThan(Date.now());
  });

  it('sends not a byte after the handshake', async () => {
    const certificate = await makeCertificate();
    let receivedBytes = 0;
    const ended = Promise.withResolvers<void>();
    const server = createTlsServer({
      cert: certificate.pem,
      key: certificate.keyPem,
    });
    const onSocket = (socket: Socket): void => {
      socket.on('data', (chunk) => (receivedBytes += chunk.length));
    };
    // The TCP connection: the probe may be gone before the server has finished its half of the handshake.
    server.on('connection', (socket: Socket) =>
      socket.on('close', () => ended.resolve()),
    );
    const { port } = closeAfterTest(
      await startBare(server, 'secureConnection', onSocket),
    );
    await probeCertificate({ host: '127.0.0.1', port, egress: loopbackOnly });
    await ended.promise;
    expect(receivedBytes).toBe(0);
  });

  it('fails in bounded time where nobody speaks TLS', async () => {
    const { port } = closeAfterTest(
      await startBare(createTcpServer(), 'connection', () => undefined),
    );
    const error = await failureOf(
      probeCertificate({
        host: '127.0.0.1',
        port,
        egress: loopbackOnly,
        timeoutMs: 200,
      }),
    );
    expect(error).toMatchObject({ kind: 'timeout', delivery: 'not_sent' });
  });
});
