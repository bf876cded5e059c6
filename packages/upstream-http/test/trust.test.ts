import { randomBytes } from 'node:crypto';
import { connect, TLSSocket } from 'node:tls';

import { beforeAll, describe, expect, it } from 'vitest';

import { UpstreamHttp } from '../src/index.ts';
import type { Trust } from '../src/index.ts';
import { makeCertificate } from './support/certificates.ts';
import type { TestCertificate } from './support/certificates.ts';
import { closeAfterTest } from './support/cleanup.ts';
import { failureOf, loopbackOnly, makeClient, pin } from './support/client.ts';
import { json, startTarget } from './support/target.ts';
import type { Target, TargetOptions } from './support/target.ts';

let selfSigned: TestCertificate;
let other: TestCertificate;
let expired: TestCertificate;
let future: TestCertificate;
let ca: TestCertificate;
let otherCa: TestCertificate;
let intermediate: TestCertificate;
let issued: TestCertificate;
let deep: TestCertificate;
let issuedExpired: TestCertificate;
let twin: TestCertificate;
let renewed: TestCertificate;
let clientOnly: TestCertificate;
let shortKey: TestCertificate;
let shorterKey: TestCertificate;
let weakHash: TestCertificate;

const names = { dnsNames: ['vc.lab.test'], ipAddresses: ['127.0.0.1'] };

beforeAll(async () => {
  selfSigned = await makeCertificate({ dnsNames: ['elsewhere.test'] });
  other = await makeCertificate(names);
  expired = await makeCertificate({
    ...names,
    validFromDays: -9,
    validToDays: -1,
  });
  future = await makeCertificate({ ...names, validFromDays: 1 });
  ca = await makeCertificate({ commonName: 'Test CA', isCa: true });
  otherCa = await makeCertificate({ commonName: 'Test CA', isCa: true });
  intermediate = await makeCertificate({
    commonName: 'Test intermediate',
    isCa: true,
    issuer: ca,
  });
  issued = await makeCertificate({ ...names, issuer: ca });
  twin = await makeCertificate({ ...names, issuer: ca });
  deep = await makeCertificate({ ...names, issuer: intermediate });
  issuedExpired = await makeCertificate({
    ...names,
    issuer: ca,
    validFromDays: -9,
    validToDays: -1,
  });
  renewed = await makeCertificate({
    dnsNames: ['elsewhere.test'],
    keys: selfSigned.keys,
  });
  clientOnly = await makeCertificate({ ...names, issuer: ca, usage: 'client' });
  shortKey = await makeCertificate({ ...names, rsaBits: 1024 });
  shorterKey = await makeCertificate({ ...names, rsaBits: 512 });
  weakHash = await makeCertificate({ ...names, issuer: ca, hash: 'SHA-1' });
});

async function target(
  certificate: TestCertificate,
  options: Partial<TargetOptions> = {},
): Promise<Target> {
  return closeAfterTest(
    await startTarget({
      certificate,
      answer: json(200, { ok: true }),
      ...options,
    }),
  );
}

function trustIn({ pem }: TestCertificate): Trust {
  return { mode: 'ca', pem };
}

interface Case {
  what: string;
  presented: () => TestCertificate;
  trust: () => Trust;
  host?: string;
  options?: () => Partial<TargetOptions>;
}

const accepted: Case[] = [
  {
    what: 'a pinned self-signed certificate, whatever its name',
    presented: () => selfSigned,
    trust: () => pin(selfSigned),
  },
  {
    what: 'a pinned leaf of an authority, without the authority',
    presented: () => issued,
    trust: () => pin(issued),
  },
  {
    what: 'a pinned leaf that comes with its chain',
    presented: () => deep,
    trust: () => pin(deep),
    options: () => ({ chain: [intermediate, ca] }),
  },
  {
    what: 'a leaf of the trusted authority, by address',
    presented: () => issued,
    trust: () => trustIn(ca),
  },
  {
    what: 'a leaf of the trusted authority, by name',
    presented: () => issued,
    trust: () => trustIn(ca),
    host: 'vc.lab.test',
  },
  {
    what: 'a name in other letters',
    presented: () => issued,
    trust: () => trustIn(ca),
    host: 'VC.Lab.Test',
  },
  {
    what: 'a chain under the trusted authority',
    presented: () => deep,
    trust: () => trustIn(ca),
    options: () => ({ chain: [intermediate] }),
  },
];

const refused: (Case & { reason: string })[] = [
  {
    what: 'another self-signed certificate',
    presented: () => other,
    trust: () => pin(selfSigned),
    reason: 'pin_mismatch',
  },
  {
    what: 'another leaf of the same authority than the pinned one',
    presented: () => twin,
    trust: () => pin(issued),
    reason: 'pin_mismatch',
  },
  {
    what: 'a leaf whose authority is pinned',
    presented: () => issued,
    trust: () => pin(ca),
    reason: 'pin_mismatch',
    options: () => ({ chain: [ca] }),
  },
  {
    what: 'a leaf that brings the pinned one as its chain',
    presented: () => other,
    trust: () => pin(selfSigned),
    reason: 'pin_mismatch',
    options: () => ({ chain: [selfSigned] }),
  },
  {
    what: 'an expired certificate, although it is pinned',
    presented: () => expired,
    trust: () => pin(expired),
    reason: 'expired',
  },
  {
    what: 'a certificate that is not valid yet, although it is pinned',
    presented: () => future,
    trust: () => pin(future),
    reason: 'not_yet_valid',
  },
  {
    what: 'an expired leaf of the trusted authority',
    presented: () => issuedExpired,
    trust: () => trustIn(ca),
    reason: 'expired',
  },
  {
    what: 'a leaf of an authority of the same name',
    presented: () => issued,
    trust: () => trustIn(otherCa),
    reason: 'untrusted',
  },
  {
    what: 'a self-signed certificate where an authority is trusted',
    presented: () => other,
    trust: () => trustIn(ca),
    reason: 'untrusted',
  },
  {
    what: 'a chain with a gap',
    presented: () => deep,
    trust: () => trustIn(ca),
    reason: 'untrusted',
  },
  {
    what: 'a leaf for another name',
    presented: () => issued,
    trust: () => trustIn(ca),
    host: 'vc.other.test',
    reason: 'name_mismatch',
  },
  {
    what: 'a leaf without the address',
    presented: () => selfSigned,
    trust: () => trustIn(selfSigned),
    reason: 'name_mismatch',
  },
  {
    what: 'another certificate with the key of the pinned one',
    presented: () => renewed,
    trust: () => pin(selfSigned),
    reason: 'pin_mismatch',
  },
  {
    what: 'a leaf that is for clients only',
    presented: () => clientOnly,
    trust: () => trustIn(ca),
    reason: 'untrusted',
  },
  {
    what: 'a leaf that is for clients only, although it is pinned',
    presented: () => clientOnly,
    trust: () => pin(clientOnly),
    reason: 'untrusted',
  },
  {
    what: 'RSA 1024, although it is pinned',
    presented: () => shortKey,
    trust: () => pin(shortKey),
    reason: 'untrusted',
    options: () => ({ tls: { ciphers: 'DEFAULT@SECLEVEL=0' } }),
  },
  {
    what: 'RSA 512, although it is pinned',
    presented: () => shorterKey,
    trust: () => pin(shorterKey),
    reason: 'untrusted',
    // TLS 1.3 has no signature that fits into so short a key.
    options: () => ({
      tls: { ciphers: 'AES128-SHA256@SECLEVEL=0', maxVersion: 'TLSv1.2' },
    }),
  },
  {
    what: 'a leaf signed over SHA-1',
    presented: () => weakHash,
    trust: () => trustIn(ca),
    reason: 'untrusted',
    options: () => ({ tls: { ciphers: 'DEFAULT@SECLEVEL=0' } }),
  },
  {
    what: 'TLS 1.1',
    presented: () => selfSigned,
    trust: () => pin(selfSigned),
    reason: 'handshake',
    options: () => ({
      tls: {
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      },
    }),
  },
];

/** The session that a target offers to whoever connects. */
function sessionOf(port: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, rejectUnauthorized: false });
    socket.once('error', reject).once('session', (session: Buffer) => {
      resolve(session);
      socket.destroy();
    });
    // TLS 1.3 hands it out after the handshake, along with the first data.
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  });
}

function isResumed(port: number, session: Buffer): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, session, rejectUnauthorized: false });
    socket.once('error', reject).once('secureConnect', () => {
      resolve(socket.isSessionReused());
      socket.destroy();
    });
  });
}

describe('trust', () => {
  it.each(accepted)(
    'accepts $what',
    async ({ presented, trust, host, options }) => {
      const to = await target(presented(), options?.());
      const client = makeClient({
        port: to.port,
        trust: trust(),
        ...(host === undefined ? {} : { host }),
      });
      await expect(
        client.request({ method: 'GET', path: '/' }),
      ).resolves.toMatchObject({ status: 200, body: { ok: true } });
    },
  );

  it.each(refused)(
    'refuses $what, before a byte of HTTP is sent',
    async ({ presented, trust, host, options, reason }) => {
      const to = await target(presented(), options?.());
      const client = makeClient({
        port: to.port,
        trust: trust(),
        ...(host === undefined ? {} : { host }),
      });
      const headers = { authorization: 'Basic dXNlcjpjYW5hcnk=' };
      const error = await failureOf(
        client.request({
          method: 'POST',
          path: '/api/session',
          headers,
          body: {},
        }),
      );
      expect(error).toMatchObject({
        kind: 'tls',
        tlsReason: reason,
        delivery: 'not_sent',
      });
      expect(to.requests).toEqual([]);
    },
  );

  it('makes a full handshake for every connection and resumes none', async () => {
    let resumed = 0;
    const to = await target(selfSigned, {
      answer: (request, response) => {
        if (
          request.socket instanceof TLSSocket &&
          request.socket.isSessionReused()
        ) {
          resumed += 1;
        }
        json(200, {})(request, response);
      },
    });
    const client = makeClient({ port: to.port, trust: pin(selfSigned) });
    for (let round = 0; round < 3; round += 1) {
      await client.request({ method: 'POST', path: '/', body: {} });
    }
    expect(to.connections()).toBe(3);
    expect(resumed).toBe(0);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'resumes nothing over %s after the certificate was exchanged, whoever was trusted before',
    async (version) => {
      let resumed = 0;
      const only = {
        minVersion: version,
        maxVersion: version,
        // Tickets given out under one certificate are good under the next.
        ticketKeys: randomBytes(48),
        sessionIdContext: 'test',
      };
      const to = await target(selfSigned, {
        tls: only,
        answer: (request, response) => {
          const { socket } = request;
          if (socket instanceof TLSSocket && socket.isSessionReused()) {
            resumed += 1;
          }
          json(200, {}, { connection: 'close' })(request, response);
        },
      });
      const kept = await sessionOf(to.port);
      const first = makeClient({ port: to.port, trust: pin(selfSigned) });
      for (let round = 0; round < 3; round += 1) {
        await first.request({ method: 'GET', path: '/' });
      }
      to.present(other);
      // The danger is real: a client that keeps its session never sees the new certificate.
      await expect(isResumed(to.port, kept)).resolves.toBe(true);
      const headers = { authorization: 'Basic dXNlcjpjYW5hcnk=' };
      const request = { method: 'GET', path: '/secret', headers } as const;
      await expect(failureOf(first.request(request))).resolves.toMatchObject({
        tlsReason: 'pin_mismatch',
        delivery: 'not_sent',
      });
      await first.close();
      const second = makeClient({ port: to.port, trust: pin(other) });
      await second.request({ method: 'GET', path: '/' });
      const stale = makeClient({ port: to.port, trust: pin(selfSigned) });
      await expect(failureOf(stale.request(request))).resolves.toMatchObject({
        tlsReason: 'pin_mismatch',
      });
      expect(to.requests.map(({ url }) => url)).not.toContain('/secret');
      expect(resumed).toBe(0);
    },
  );

  it('keeps verifying when the environment says otherwise', async () => {
    const to = await target(other);
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const client = makeClient({ port: to.port, trust: pin(selfSigned) });
      await expect(
        failureOf(client.request({ method: 'GET', path: '/' })),
      ).resolves.toMatchObject({ kind: 'tls' });
    } finally {
      if (before === undefined) {
        delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      } else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  it('refuses a pin whose fingerprint is not that of its certificate', () => {
    const trust: Trust = {
      mode: 'pin',
      sha256: other.sha256,
      certificatePem: selfSigned.pem,
    };
    expect(
      () =>
        new UpstreamHttp({
          system: 'esx',
          host: '127.0.0.1',
          port: 1,
          trust,
          egress: loopbackOnly,
        }),
    ).toThrow(TypeError);
  });
});
