import { connection } from '@keyward/contract';
import { tellFigure } from '@keyward/database/test-figures';
import type { UpstreamLimits } from '@keyward/upstream-http';
import { makeCertificate } from '@keyward/upstream-http/test-certificates';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { approve, endOf, submit } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { manyAdmins } from '../support/many-people.ts';
import { type Person, problemOf, refusalOf } from '../support/person.ts';
import type { Answer } from '../support/send.ts';
import {
  type CertificateCase,
  makeCertificateCases,
} from './bad-certificates.ts';
import {
  type CredentialListener,
  startCredentialListener,
} from './credential-listener.ts';
import { portOf } from './evil-gateway.ts';

/** Short for what is refused after the whole of it, and for nothing else. */
const CONNECT_MS = 700;
const limits: Partial<UpstreamLimits> = {};
const PASSWORD = 'canary-of-the-certificates';

let console: ConsoleUnderTest;
let listener: CredentialListener;
let nextAdmin: () => Promise<Person>;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    env: {
      KEYWARD_EGRESS_ALLOW: '127.0.0.1:*',
      KEYWARD_EGRESS_ALLOW_LOOPBACK: '1',
    },
    limits,
  });
  listener = await startCredentialListener();
  nextAdmin = manyAdmins(console);
});
afterAll(async () => {
  await console.stop();
  await listener.close();
});

let made = 0;

async function create(trust: CertificateCase['trust']): Promise<Answer> {
  const admin = await nextAdmin();
  made += 1;
  return admin.call('POST', '/api/connections', {
    name: `target ${String(made)}`,
    kind: 'vcenter',
    host: '127.0.0.1',
    port: listener.port,
    trust,
    credential: { username: 'root', password: PASSWORD },
  });
}

async function test(id: string): Promise<string | null> {
  const admin = await nextAdmin();
  const answer = await admin.call('POST', `/api/connections/${id}/test`);
  return answer.status === 200 ? null : problemOf(answer).code;
}

/** What became of a connection to an impostor: it was not stored, or it is stored and never used. */
async function fateOf(trust: CertificateCase['trust']): Promise<string> {
  const answer = await create(trust);
  if (answer.status !== 201) return problemOf(answer).code;
  const { id, health } = connection.parse(answer.body);
  return `${health}, then ${String(await test(id))}`;
}

const FATES = [
  'upstream_tls',
  'upstream_unreachable',
  'unreachable, then upstream_tls',
  'quarantined, then connection_quarantined',
];

describe('a target with a bad certificate', () => {
  it('gets not a byte of a credential, whichever it is', async () => {
    const cases = await makeCertificateCases();
    const trusted: string[] = [];
    let bytes = 0;
    for (const { what, presented, trust } of cases) {
      listener.present(presented);
      const fate = await fateOf(trust);
      bytes += listener.bytes();
      if (!FATES.includes(fate) || listener.bytes() > 0) {
        trusted.push(`${what}: ${fate}, ${String(listener.bytes())} bytes`);
      }
    }
    tellFigure('certificates: refused', cases.length - trusted.length, {
      least: cases.length,
      of: cases.length,
    });
    tellFigure('certificates: credential bytes', bytes, { most: 0 });
    expect(cases.length).toBeGreaterThanOrEqual(12);
    expect(trusted).toEqual([]);
    expect(bytes).toBe(0);
  });

  it('is told from a good one, which is trusted with the account', async () => {
    const good = await makeCertificate({ ipAddresses: ['127.0.0.1'] });
    listener.present({ certificate: good });
    const answer = await create({ mode: 'pin', sha256: good.sha256 });
    expect(answer.status).toBe(201);
    expect(listener.bytes()).toBeGreaterThan(PASSWORD.length);
  });

  it.each([
    { mode: 'none' },
    { mode: 'pin', sha256: 'a'.repeat(40) },
    { mode: 'pin' },
    { mode: 'ca' },
    { mode: 'pin', sha256: 'a'.repeat(64), rejectUnauthorized: false },
    undefined,
  ])('is not even looked at for want of a trust: %j', async (trust) => {
    listener.present({ certificate: await makeCertificate() });
    const admin = await nextAdmin();
    const answer = await admin.call('POST', '/api/connections', {
      name: 'without trust',
      kind: 'vcenter',
      host: '127.0.0.1',
      port: listener.port,
      trust,
      credential: { username: 'root', password: PASSWORD },
    });
    expect(refusalOf(answer).code).toBe('validation_failed');
    expect(listener.bytes()).toBe(0);
  });
});

describe('a certificate that changes after the first contact', () => {
  it('quarantines the connection until others decide, even when the first one is shown again', async () => {
    const first = await makeCertificate({ ipAddresses: ['127.0.0.1'] });
    const second = await makeCertificate({ ipAddresses: ['127.0.0.1'] });
    listener.present({ certificate: first });
    const { id } = connection.parse(
      (await create({ mode: 'pin', sha256: first.sha256 })).body,
    );
    expect(listener.bytes()).toBeGreaterThan(0);

    listener.present({ certificate: second });
    expect(await test(id)).toBe('upstream_tls');
    expect(await test(id)).toBe('connection_quarantined');
    expect(listener.bytes()).toBe(0);

    listener.present({ certificate: first });
    expect(await test(id)).toBe('connection_quarantined');
    const admin = await console.signIn('admin');
    const read = await admin.call(
      'GET',
      `/api/connections/${id}/estate/trusted-clusters?wait=5`,
    );
    expect(read.text).toContain('connection_quarantined');
    expect(listener.bytes()).toBe(0);

    listener.present({ certificate: second });
    const change = await submit(admin, {
      operation: 'console.update-connection',
      input: {
        connection: id,
        host: '127.0.0.1',
        port: listener.port,
        trust: { mode: 'pin', sha256: second.sha256 },
      },
      reason: 'Renewed by its own administrator, as they confirm',
    });
    expect(
      change.checks.find((each) => each.id === 'certificate-shown')?.evidence,
    ).toContain('Its key is another than that');
    expect(listener.bytes()).toBe(0);
    const reviewer = await console.signIn('reviewer');
    await endOf(admin, await approve(reviewer, change));
    expect(listener.bytes()).toBeGreaterThan(0);
    listener.present({ certificate: first });
    expect(await test(id)).toBe('upstream_tls');
    expect(listener.bytes()).toBe(0);
  });
});

describe('an address where no certificate is to be had', () => {
  /** What may be found behind a port, as a scanner would like to tell it apart. */
  const kinds: Record<string, (socket: Socket) => void> = {
    'a port that stays silent': () => undefined,
    'a port that hangs up': (socket) => void socket.destroy(),
    'a port that talks': (socket) => void socket.end('220 smtp ESMTP\r\n'),
    'a port that sends rubbish': (socket) => void socket.end('\u0015\u0003'),
  };

  it('is refused alike and after the same time, whatever is there', async () => {
    limits.connectMs = CONNECT_MS;
    const seen: { what: string; text: string; ms: number }[] = [];
    const look = async (what: string, port: number): Promise<void> => {
      const admin = await nextAdmin();
      const begun = performance.now();
      const answer = await admin.call('POST', '/api/connections/probe', {
        kind: 'esx',
        host: '127.0.0.1',
        port,
      });
      const ms = performance.now() - begun;
      const text = answer.text.replace(problemOf(answer).requestId, '');
      seen.push({ what, text, ms });
    };
    for (const [what, onSocket] of Object.entries(kinds)) {
      const server = createServer((socket) => {
        onSocket(socket.on('error', () => undefined));
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      await look(what, portOf(server.address()));
      server.close();
    }
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const port = portOf(closed.address());
    closed.close();
    await look('a port that is closed', port);
    expect(new Set(seen.map(({ text }) => text)).size).toBe(1);
    expect(seen[0]?.text).toContain('upstream_unreachable');
    const early = seen.filter(({ ms }) => ms < CONNECT_MS - 5);
    expect(early).toEqual([]);
  });
});
