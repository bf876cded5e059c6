import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import {
  UpstreamError,
  UpstreamHttp,
  createEgressGuard,
} from '../src/index.ts';
import type { Trust } from '../src/index.ts';
import { makeCertificate } from './support/certificates.ts';
import type { TestCertificate } from './support/certificates.ts';
import { json, startTarget } from './support/target.ts';
import type { Target } from './support/target.ts';

const egress = createEgressGuard({
  allow: [{ cidr: '127.0.0.1/32', ports: 'any' }],
  allowLoopback: true,
});

/** A guard under which every name lives on 127.0.0.1. */
const egressByName = createEgressGuard({
  allow: [{ cidr: '127.0.0.1/32', ports: 'any' }],
  allowLoopback: true,
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
});

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function target(
  certificate: TestCertificate,
  options: Partial<Parameters<typeof startTarget>[0]> = {},
): Promise<Target> {
  const started = await startTarget({
    certificate,
    answer: json(200, { ok: true }),
    ...options,
  });
  closers.push(() => started.close());
  return started;
}

function client(port: number, trust: Trust, host = '127.0.0.1'): UpstreamHttp {
  const made = new UpstreamHttp({
    system: 'vcenter',
    host,
    port,
    trust,
    egress: host === '127.0.0.1' ? egress : egressByName,
  });
  closers.push(() => made.close());
  return made;
}

function pin(certificate: TestCertificate): Trust {
  return {
    mode: 'pin',
    sha256: certificate.sha256,
    certificatePem: certificate.pem,
  };
}

/** Sends a credential and gives back the error; the target must not have seen a byte of HTTP. */
async function refusedBy(
  client: UpstreamHttp,
  to: Target,
): Promise<UpstreamError> {
  const error: unknown = await client
    .request({
      method: 'POST',
      path: '/api/session',
      headers: { authorization: 'Basic dXNlcjpjYW5hcnk=' },
      body: {},
    })
    .catch((reason: unknown) => reason);
  expect(to.requests).toHaveLength(0);
  if (!(error instanceof UpstreamError)) {
    throw new Error('The request was not refused.');
  }
  return error;
}

let selfSigned: TestCertificate;
let other: TestCertificate;
let ca: TestCertificate;
let issued: TestCertificate;

beforeAll(async () => {
  selfSigned = await makeCertificate({ dnsNames: ['elsewhere.test'] });
  other = await makeCertificate({ ipAddresses: ['127.0.0.1'] });
  ca = await makeCertificate({ commonName: 'Test CA', isCa: true });
  issued = await makeCertificate({
    dnsNames: ['vc.lab.test'],
    ipAddresses: ['127.0.0.1'],
    issuer: ca,
  });
});

describe('a pinned certificate', () => {
  it('is accepted whatever name it carries', async () => {
    const to = await target(selfSigned);
    await expect(
      client(to.port, pin(selfSigned)).request({ method: 'GET', path: '/' }),
    ).resolves.toMatchObject({ status: 200 });
  });

  it('may be a leaf that an authority issued, without the authority', async () => {
    const to = await target(issued);
    await expect(
      client(to.port, pin(issued)).request({ method: 'GET', path: '/' }),
    ).resolves.toMatchObject({ status: 200 });
  });

  it('refuses another self-signed certificate before anything is sent', async () => {
    const to = await target(other);
    expect(await refusedBy(client(to.port, pin(selfSigned)), to)).toMatchObject(
      {
        kind: 'tls',
        tlsReason: 'pin_mismatch',
        delivery: 'not_sent',
      },
    );
  });
});

afterAll(() => undefined);
