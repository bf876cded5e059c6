import { tellFigure } from '@keyward/database/test-figures';
import { makeTlsIdentity } from '@keyward/simulators';
import type { CheckedAddress } from '@keyward/upstream-http';
import { lookup } from 'node:dns/promises';
import { createServer, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { manyAdmins } from '../support/many-people.ts';
import { type Person, problemOf, refusalOf } from '../support/person.ts';
import type { Answer } from '../support/send.ts';
import { FORBIDDEN_HOSTS } from './address-spellings.ts';
import { portOf } from './evil-gateway.ts';

let console: ConsoleUnderTest;
let nextAdmin: () => Promise<Person>;
/** Listens on every address of this machine, and must never be connected to. */
const forbidden = { port: 0, connections: 0 };
const listener = createServer((socket) => {
  forbidden.connections += 1;
  socket.destroy();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    listener.listen({ port: 0, host: '::', ipv6Only: false }, resolve);
  });
  forbidden.port = portOf(listener.address());
  console = await startConsoleUnderTest({
    env: {
      // Everything that an administrator could possibly allow.
      KEYWARD_EGRESS_ALLOW: '0.0.0.0/0:* [::/0]:*',
      KEYWARD_EGRESS_ALLOW_LOOPBACK: '0',
    },
    limits: { connectMs: 600 },
    resolve: turncoat,
  });
  nextAdmin = manyAdmins(console);
});
afterAll(async () => {
  await console.stop();
  await new Promise((resolve) => listener.close(resolve));
});

async function probe(host: string, port = forbidden.port): Promise<Answer> {
  const admin = await nextAdmin();
  return admin.call('POST', '/api/connections/probe', {
    kind: 'vcenter',
    host,
    port,
  });
}

let made = 0;

/** A name that leads outside when it is checked, and here when it is connected to. */
const TURNCOAT = 'turncoat.lab.test';
let asked = 0;

async function turncoat(host: string): Promise<CheckedAddress[]> {
  if (host !== TURNCOAT) {
    const found = await lookup(host, { all: true });
    return found.map(({ address }) => ({
      address,
      family: isIPv6(address) ? 6 : 4,
    }));
  }
  asked += 1;
  return [{ address: asked === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }];
}

async function create(host: string, pem: string): Promise<Answer> {
  const admin = await nextAdmin();
  made += 1;
  return admin.call('POST', '/api/connections', {
    name: `target ${String(made)}`,
    kind: 'vcenter',
    host,
    port: forbidden.port,
    trust: { mode: 'ca', pem },
    credential: { username: 'root', password: 'canary-of-the-addresses' },
  });
}

/** Refused at the host, by the grammar or by the guard. */
function isRefusedAtHost(answer: Answer): boolean {
  if (answer.status < 400 || answer.status >= 500) return false;
  const { code, fieldErrors = [] } = problemOf(answer);
  return (
    (code === 'validation_failed' || code === 'egress_denied') &&
    fieldErrors.some(({ pointer }) => pointer === '/host')
  );
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((entries) =>
    (entries ?? []).map(({ address }) => address),
  );
}

describe('an address that leads back to this machine, its link or its cloud', () => {
  const hosts = [...new Set([...FORBIDDEN_HOSTS, ...ownAddresses()])];

  it('is refused in every spelling, probed or stored, before a packet leaves', async () => {
    const { certificatePem } = await makeTlsIdentity('anybody');
    const admitted: string[] = [];
    for (const host of hosts) {
      const answers = [await probe(host), await create(host, certificatePem)];
      if (!answers.every(isRefusedAtHost)) {
        admitted.push(`${host}: ${answers.map(({ text }) => text).join(' ')}`);
      }
    }
    tellFigure('addresses: spellings refused', hosts.length - admitted.length, {
      least: hosts.length,
      of: hosts.length,
    });
    tellFigure('addresses: forbidden connections', forbidden.connections, {
      most: 0,
    });
    expect(hosts.length).toBeGreaterThanOrEqual(60);
    expect(admitted).toEqual([]);
    expect(forbidden.connections).toBe(0);
    const rows = await console.db
      .selectFrom('connection')
      .select('id')
      .execute();
    expect(rows).toEqual([]);
  });
});

describe('a name that changes its mind', () => {
  it('between check and connection leads nowhere', async () => {
    const answer = await probe(TURNCOAT);
    expect(refusalOf(answer)).toEqual({
      code: 'egress_denied',
      fields: ['/host'],
    });
    expect(answer.text).not.toMatch(/192\.0\.2|127\.0\.0/);
    expect(asked).toBeGreaterThan(1);
    expect(forbidden.connections).toBe(0);
  });
});

describe('loopback', () => {
  it('is not open unless the console says so in its health', async () => {
    const { text } = await console.send({ method: 'GET', path: '/healthz' });
    expect(text).toContain('"egressLoopback":false');
  });
});
