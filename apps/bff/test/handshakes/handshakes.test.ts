import type { ChangeDetail, Handshake } from '@keyward/contract';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  type ChangeRequest,
  decide,
  look,
  readChange,
  submit,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import type { Person } from '../support/person.ts';
import { waitFor } from '../support/wait-for.ts';

const FINANCE = '4d9b7c36-53c2-11f0-9d1e-00a098d0aa41';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let kmipPort: number;
beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['vc-ta', 'ontap-01', 'esx-01'],
    keyServers: true,
    taskSeconds: 0.1,
    env: { KEYWARD_EGRESS_ALLOW: '127.0.0.1:*' },
  });
  kmipPort = console.estate.keyServers?.port ?? 0;
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());

function addServers(...servers: string[]): ChangeRequest {
  return {
    operation: 'ontap.add-key-servers',
    connectionId: console.connectionId('ontap-01'),
    input: {
      keyManager: FINANCE,
      servers: servers.map((server) => ({ server })),
    },
    reason: 'More key servers',
  };
}

const pair = z.object({ certificate: z.string(), privateKey: z.string() });

async function replaceCertificate(
  which: string,
  provider: string,
  withKey = true,
): Promise<{ request: ChangeRequest; privateKey: string }> {
  const { certificate, privateKey } = pair.parse(
    await console
      .control('vc-ta')
      .call('GET', `/demo-certificate?case=${which}`),
  );
  return {
    privateKey,
    request: {
      operation: 'vcenter.update-provider-client-certificate',
      connectionId: console.connectionId('vc-ta'),
      input: {
        trustAuthorityCluster: 'domain-c101',
        provider,
        certificate,
        keySource: { type: 'PAIR', ...(withKey ? { privateKey } : {}) },
      },
      reason: 'The old one runs out',
      ...(withKey ? {} : { secretDelivery: 'late' }),
    },
  };
}

/** The change once every server has been tried. */
function tried(person: Person, { id }: { id: string }): Promise<ChangeDetail> {
  return waitFor('the key servers to be tried', async () => {
    const change = await look(person, id);
    return change.handshakes.state === 'done' && change;
  });
}

function again(person: Person, { id }: { id: string }) {
  return person.call('POST', `/api/changes/${id}/handshakes`, {});
}

/** Who began a look again, as the audit log has it. */
function rechecks({ id }: { id: string }) {
  return console.db
    .selectFrom('audit')
    .select('person_id')
    .where('object', '=', id)
    .where('code', '=', 'change.rechecked')
    .execute();
}

async function withdraw({ id }: { id: string }): Promise<void> {
  await admin.call('POST', `/api/changes/${id}/withdraw`, {});
}

function outcomes(item: Handshake | undefined): string {
  return (item?.layers ?? []).map(({ outcome }) => outcome).join(' ');
}

function layer(item: Handshake | undefined, name: string) {
  return item?.layers.find((each) => each.layer === name);
}

describe('adding key servers', () => {
  it('tries each new server from the console, judged by the CA that the key manager trusts', async () => {
    const change = await submit(
      admin,
      addServers(
        `kms4.corp.example:${String(kmipPort)}`,
        `kms-rogue.corp.example:${String(kmipPort)}`,
        'kms-nowhere.corp.example',
      ),
    );
    const { handshakes } = await tried(reviewer, change);
    const [right, rogue, unknown] = handshakes.items;
    expect(right).toMatchObject({
      server: `kms4.corp.example:${String(kmipPort)}`,
      field: '/servers/0/server',
      vantage: 'keyward',
      clientCertificate: 'none',
    });
    expect(outcomes(right)).toBe('passed passed passed skipped skipped');
    expect(layer(right, 'tls')?.finding).toContain(
      'verified against the certificates that the target trusts',
    );
    expect(layer(right, 'kmip_versions')?.finding).toContain(
      'A client certificate is needed',
    );
    expect(layer(unknown, 'dns')?.finding).toBe('The name cannot be resolved.');
    expect(layer(rogue, 'tls')?.finding).toContain(
      'does not come from a CA that the target trusts',
    );
    await withdraw(change);
  });

  it('leaves what the change is, its digest and its version, as it was', async () => {
    const change = await submit(admin, addServers('kms-nowhere.corp.example'));
    const later = await tried(reviewer, change);
    expect(later.digest).toBe(change.digest);
    expect(later.v).toBe(change.v);
    expect((await decide(reviewer, 'reject', change)).status).toBe(200);
  });

  it('tells browsers when it is done, and names no server to them', async () => {
    const change = await submit(admin, addServers('kms-nowhere.corp.example'));
    const told = await waitFor('the event', async () => {
      const { history } = await look(admin, change.id);
      const checks = history.filter(({ type }) => type === 'checks');
      return checks.length > 0 && checks;
    });
    expect(told.map(({ text }) => text)).toEqual([
      'Its key servers were tried from Keyward: faults found at 1 of 1.',
    ]);
    await withdraw(change);
  });

  it('is shown on the page without scripts', async () => {
    const change = await submit(admin, addServers('kms-nowhere.corp.example'));
    await tried(reviewer, change);
    const { text } = await reviewer.call('GET', `/review/${change.id}`);
    expect(text).toContain('from Keyward, not from the target');
    expect(text).toContain('The name cannot be resolved.');
    await withdraw(change);
  });
});

describe('replacing a client certificate', () => {
  it('shows it to the provider’s key servers with the key that is sealed in this change', async () => {
    const { request, privateKey } = await replaceCertificate(
      'valid',
      'kmip-prod',
    );
    const change = await submit(admin, request);
    const { handshakes } = await tried(reviewer, change);
    expect(handshakes.items).toHaveLength(2);
    for (const item of handshakes.items) {
      expect(item.clientCertificate).toBe('shown');
      expect(outcomes(item)).toBe('passed passed passed passed passed');
    }
    expect(layer(handshakes.items[0], 'kmip_query')?.finding).toContain(
      'Keyward simulated key server',
    );
    expect(JSON.stringify(handshakes)).not.toContain('PRIVATE KEY');
    expect(console.logged.join('')).not.toContain(privateKey.slice(40, 100));
    await withdraw(change);
  });

  it('says what a key server has against it', async () => {
    const { request } = await replaceCertificate('valid', 'kmip-dr');
    const change = await submit(admin, request);
    const { handshakes } = await tried(reviewer, change);
    const refusing = handshakes.items.find(({ server }) =>
      server.startsWith('kms-dr2'),
    );
    expect(outcomes(refusing)).toBe('passed passed passed failed skipped');
    expect(layer(refusing, 'kmip_versions')?.finding).toContain(
      '“This client is not registered here.”',
    );
    await withdraw(change);
  });

  it('does not try client authentication when the key comes late, and says so', async () => {
    const { request } = await replaceCertificate('valid', 'kmip-prod', false);
    const change = await submit(admin, request);
    const { handshakes } = await tried(reviewer, change);
    const [item] = handshakes.items;
    expect(item?.clientCertificate).toBe('key_not_here');
    expect(layer(item, 'kmip_versions')).toMatchObject({ outcome: 'skipped' });
    expect(layer(item, 'kmip_versions')?.finding).toContain(
      'not sealed in this change',
    );
    await withdraw(change);
  });

  it('shows no key that was exchanged behind the console’s back', async () => {
    const [mine, other] = [
      await replaceCertificate('valid', 'kmip-prod'),
      await replaceCertificate('valid', 'kmip-dr'),
    ];
    const change = await submit(admin, mine.request);
    const foreign = await submit(admin, other.request);
    await tried(admin, change);
    await tried(admin, foreign);
    await console.db
      .updateTable('change')
      .set({
        secrets: JSON.stringify({
          '/keySource/privateKey': { delivery: 'sealed', commitment: 'other' },
        }),
      })
      .where('id', '=', change.id)
      .execute();
    await again(admin, change);
    const { handshakes } = await tried(reviewer, change);
    expect(handshakes.items.map((each) => each.clientCertificate)).toEqual([
      'key_not_here',
      'key_not_here',
    ]);
    await withdraw(foreign);
  });
});

describe('running it again', () => {
  it('keeps the old answer until there is a new one, and is audited', async () => {
    const change = await submit(admin, addServers('kms-nowhere.corp.example'));
    const first = await tried(reviewer, change);
    const begun = readChange(await again(reviewer, change));
    expect(begun.handshakes.items).toHaveLength(1);
    const second = await tried(reviewer, change);
    expect(
      (second.handshakes.items[0]?.observedAt ?? '') >
        (first.handshakes.items[0]?.observedAt ?? ''),
    ).toBe(true);
    expect(await rechecks(change)).toEqual([{ person_id: reviewer.id }]);
    await withdraw(change);
  });

  it('is not begun a second time while it runs', async () => {
    const port = await silentPort();
    const change = await submit(
      admin,
      addServers(`127.0.0.1:${String(port.number)}`),
    );
    await waitFor('the first connection', () =>
      Promise.resolve(port.connections() === 1),
    );
    expect((await again(reviewer, change)).status).toBe(200);
    expect((await look(reviewer, change.id)).handshakes.state).toBe('running');
    expect(port.connections()).toBe(1);
    expect(await rechecks(change)).toEqual([]);
    await port.close();
    await tried(reviewer, change);
    await withdraw(change);
  });

  it('takes up what was lost with its process, which is shown as interrupted till then', async () => {
    const change = await submit(admin, addServers('kms-nowhere.corp.example'));
    await tried(reviewer, change);
    await console.db
      .updateTable('change_handshake')
      .set({ result: null, begun_at: new Date(Date.now() - 600_000) })
      .where('change_id', '=', change.id)
      .execute();
    expect((await look(reviewer, change.id)).handshakes).toEqual({
      state: 'interrupted',
      items: [],
    });
    await again(reviewer, change);
    expect((await tried(reviewer, change)).handshakes.items).toHaveLength(1);
    await withdraw(change);
  });

  it('comes with every new look at the target', async () => {
    const change = await submit(admin, addServers('kms-nowhere.corp.example'));
    const first = await tried(reviewer, change);
    await reviewer.call('POST', `/api/changes/${change.id}/recheck`, {});
    const begun = first.handshakes.items[0]?.observedAt ?? '';
    const later = await waitFor('a newer answer', async () => {
      const { handshakes } = await look(reviewer, change.id);
      const at = handshakes.items[0]?.observedAt ?? '';
      return at > begun && handshakes;
    });
    expect(later.items).toHaveLength(1);
    await withdraw(change);
  });

  it('says so when the target cannot be asked which servers it has', async () => {
    const { request } = await replaceCertificate('valid', 'kmip-prod');
    const change = await submit(admin, request);
    await tried(reviewer, change);
    const target = console.control('vc-ta');
    await target.fault('status:503', { method: 'GET', path: '/peer-certs' });
    await again(admin, change);
    const { handshakes } = await waitFor('the new look', async () => {
      const now = await tried(reviewer, change);
      return now.handshakes.items.some(({ server }) => server === '') && now;
    });
    expect(layer(handshakes.items[0], 'dns')).toMatchObject({
      outcome: 'skipped',
      finding: 'The target did not tell which key servers it has.',
    });
    // What was seen before stands beside it, with its own time.
    expect(handshakes.items).toHaveLength(3);
    await withdraw(change);
  });

  it('is for open changes with key servers, and not without end', async () => {
    const change = await submit(admin, addServers('kms-nowhere.corp.example'));
    await tried(reviewer, change);
    await withdraw(change);
    const closed = await again(reviewer, change);
    expect([closed.status, closed.text]).toEqual([
      409,
      expect.stringContaining('until the task has started'),
    ]);
    const eager = await console.person('reviewer');
    const answers = [];
    for (let time = 0; time < 8; time += 1) {
      answers.push((await again(eager, change)).status);
    }
    expect(answers).toContain(429);
  });

  it('is nothing for the helpdesk, which sees no server either', async () => {
    const helpdesk = await console.signIn('helpdesk');
    const change = await submit(admin, addServers('kms-nowhere.corp.example'));
    await tried(reviewer, change);
    expect((await again(helpdesk, change)).status).toBe(403);
    const { text } = await helpdesk.call('GET', `/api/changes/${change.id}`);
    expect(text).not.toContain('kms-nowhere');
    expect(text).not.toContain('handshakes');
    await withdraw(change);
  });
});

describe('a change without key servers', () => {
  it('needs no handshake', async () => {
    const change = await submit(admin, {
      operation: 'esx.create-native-provider',
      connectionId: console.connectionId('esx-01'),
      input: {
        provider: 'native-without-servers',
        keyId: '6f9619ff-8b86-4d11-b42d-00c04fc964ff',
        keyDerivationKey: Buffer.alloc(32, 7).toString('base64'),
      },
      reason: 'A provider',
    });
    expect(change.handshakes).toEqual({ state: 'not_needed', items: [] });
    expect((await again(admin, change)).status).toBe(409);
    await withdraw(change);
  });
});

describe('two looks at once', () => {
  it('are as many as one console makes, whatever the number of servers', async () => {
    const ports = await Promise.all([silentPort(), silentPort(), silentPort()]);
    const change = await submit(
      admin,
      addServers(...ports.map((port) => `127.0.0.1:${String(port.number)}`)),
    );
    const connected = () =>
      ports.reduce((sum, port) => sum + port.connections(), 0);
    await waitFor('two connections', () => Promise.resolve(connected() === 2));
    // Time enough for a third one, were it let through.
    for (let time = 0; time < 5; time += 1) await look(reviewer, change.id);
    expect(connected()).toBe(2);
    await Promise.all(ports.map((port) => port.close()));
    await tried(reviewer, change);
    await withdraw(change);
  });
});

/** A port that takes connections and says nothing. */
async function silentPort() {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).resume();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a listening TCP server has no other kind of address
  return {
    number: port,
    connections: () => sockets.size,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
