import {
  certificates,
  drift,
  type DriftItem,
  estateMatrix,
  estateOfAll,
  expiryAgenda,
} from '@keyward/contract';
import { jsonb } from '@keyward/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newPair, replaceCertificate } from './late-secrets/late-changes.ts';
import { approve, endOf, newProvider, submit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  type SimulatorName,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import type { Person } from './support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['vc-ta', 'vc-work', 'vc-91', 'esx-01', 'ontap-01'],
    taskSeconds: 0.05,
  });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());

async function heardAtTargets(): Promise<number> {
  const names = ['vc-ta', 'vc-work', 'vc-91', 'esx-01', 'ontap-01'] as const;
  const counts = await Promise.all(
    names.map(async (name) => (await console.control(name).requests()).length),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function readDrift() {
  return drift.parse((await reviewer.call('GET', '/api/drift')).body);
}

async function readAgenda() {
  const path = '/api/expiry-agenda?wait=30';
  return expiryAgenda.parse((await reviewer.call('GET', path)).body);
}

async function readCertificates() {
  const path = '/api/certificates?wait=30';
  return certificates.parse((await admin.call('GET', path)).body);
}

async function pinOf(name: SimulatorName): Promise<string> {
  const row = await console.db
    .selectFrom('connection')
    .select('trust')
    .where('id', '=', console.connectionId(name))
    .executeTakeFirstOrThrow();
  return JSON.stringify(row.trust);
}

describe('drift, before anything was read', () => {
  it('asks no target and names what was never read', async () => {
    const before = await heardAtTargets();
    const found = await readDrift();
    expect(found.items).toEqual([]);
    expect(found.sources.map(({ observedAt }) => observedAt)).toEqual(
      found.sources.map(() => null),
    );
    expect(
      found.sources.map(
        ({ connectionName, collection }) => `${connectionName} ${collection}`,
      ),
    ).toEqual([
      'vc-ta trusted-clusters',
      'vc-work trusted-clusters',
      'vc-ta key-providers',
      'ontap-01 key-managers',
    ]);
    expect(await heardAtTargets()).toBe(before);
  });
});

describe('one collection of all connections', () => {
  it('is grouped by connection, as each of them answers it', async () => {
    const path = '/api/estate/trusted-clusters?wait=30';
    const all = estateOfAll.parse((await admin.call('GET', path)).body);
    expect(all.connections.map(({ name }) => name)).toEqual([
      'vc-ta',
      'vc-work',
    ]);
    const [, work] = all.connections;
    const own = `/api/connections/${console.connectionId('vc-work')}/estate/trusted-clusters`;
    expect(work).toMatchObject({
      kind: 'vcenter',
      health: 'reachable',
      quarantined: false,
    });
    expect(work?.answer).toEqual((await admin.call('GET', own)).body);
  });

  it('asks every target once, however many look', async () => {
    const count = async () =>
      (await console.control('ontap-01').requests()).filter(
        ({ path }) => path === '/api/security/key-managers',
      ).length;
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        admin.call('GET', '/api/estate/key-managers?wait=30'),
      ),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });
});

describe('certificates', () => {
  it('are listed once each, with every place of use', async () => {
    const { items, unread } = await readCertificates();
    expect(unread).toEqual([]);
    expect(new Set(items.map(({ sha256 }) => sha256)).size).toBe(items.length);
    const ends = items.map(({ notAfter }) => notAfter);
    expect(ends).toEqual(ends.toSorted());
    const uses = items.flatMap((each) => each.uses);
    const names = (type: string) =>
      uses
        .filter(({ place }) => place.type === type)
        .map(({ objectName }) => objectName)
        .toSorted();
    expect(names('connection_pin')).toEqual([
      'esx-01',
      'ontap-01',
      'vc-91',
      'vc-ta',
      'vc-work',
    ]);
    expect(names('key_provider_client')).toContain('kmip-prod');
    expect(names('key_manager_client')).toEqual([
      'Cluster (external key manager)',
      'svm-archive (external key manager)',
      'svm-finance (external key manager)',
    ]);
    expect(names('key_manager_server_ca')).toHaveLength(3);
    const pinned = items.find(({ uses: [first] }) =>
      first?.objectName.startsWith('esx-01'),
    );
    expect(await pinOf('esx-01')).toContain(pinned?.sha256);
    expect(pinned?.keyType).toMatch(/^(EC|RSA)/);
  });

  it('tell what a target shows where an authority is trusted, from its next check on', async () => {
    const entry = console.estate.simulators.find(
      ({ name }) => name === 'vc-91',
    );
    const { certificatePem: pem = '', sha256 = '' } = entry ?? {};
    await console.db
      .updateTable('connection')
      .set({ trust: jsonb({ mode: 'ca', pem, sha256: [sha256] }) })
      .set(({ eb }) => ({ v: eb('v', '+', 1) }))
      .where('id', '=', console.connectionId('vc-91'))
      .execute();
    const path = `/api/connections/${console.connectionId('vc-91')}/test`;
    expect((await admin.call('POST', path, {})).status).toBe(200);
    const { items } = await readCertificates();
    const shown = items.find((each) => each.sha256 === sha256);
    expect(shown?.uses.map(({ place }) => place.type)).toEqual([
      'connection_ca',
      'connection_shown',
    ]);
    const agenda = (await readAgenda()).items.filter(
      (each) => each.sha256 === sha256,
    );
    expect(agenda.map(({ operation }) => operation).toSorted()).toEqual([
      'console.update-connection',
      null,
    ]);
  });
});

describe('the expiry agenda', () => {
  it('uses the default lead while too few changes were measured, and says so', async () => {
    const { items, lead, counts } = await readAgenda();
    expect(lead).toMatchObject({ hours: 168, measured: false, percentile: 90 });
    const archive = items.find(({ uses: [use] }) =>
      use?.objectName.startsWith('svm-archive'),
    );
    expect(archive).toMatchObject({
      status: 'due',
      expired: false,
      operation: null,
      uses: [{ start: null, renewedBy: null }],
    });
    const order = items.map((each) => each.lastSafeDayToRequest);
    expect(order).toEqual(order.toSorted());
    expect(Object.values(counts).reduce((a, b) => a + b)).toBe(items.length);
    for (const { expiresAt, lastSafeDayToRequest, lead: own } of items) {
      const leadMs = Date.parse(expiresAt) - Date.parse(lastSafeDayToRequest);
      expect(leadMs).toBe(own.hours * 3_600_000);
    }
  });

  it('offers a draft where the console can renew, and tells who does already', async () => {
    const { certificate } = await newPair(console);
    const change = await submit(
      admin,
      replaceCertificate(console, certificate),
    );
    const { provider, trustAuthorityCluster } = replaceCertificate(
      console,
      certificate,
    ).input;
    const uses = (await readAgenda()).items.flatMap((each) => each.uses);
    const renewed = uses.filter(({ renewedBy }) => renewedBy !== null);
    expect(renewed).toMatchObject([
      {
        place: { type: 'key_provider_client', provider },
        start: {
          operation: 'vcenter.update-provider-client-certificate',
          connectionId: console.connectionId('vc-ta'),
          input: { trustAuthorityCluster, provider },
        },
        renewedBy: { reference: change.reference, state: 'pending' },
      },
    ]);
    const proposed = (await readCertificates()).items.filter(
      ({ proposedBy }) => proposedBy.length > 0,
    );
    expect(proposed).toMatchObject([
      {
        uses: [],
        proposedBy: [
          {
            changeId: change.id,
            reference: change.reference,
            connectionName: 'vc-ta',
            objectName: provider,
          },
        ],
      },
    ]);
    const pin = uses.find(
      ({ place, connectionName }) =>
        place.type === 'connection_pin' && connectionName === 'esx-01',
    );
    expect(pin?.start).toMatchObject({
      operation: 'console.update-connection',
      input: { connection: console.connectionId('esx-01') },
    });
  });

  it('measures how long approved changes took', async () => {
    for (let count = 0; count < 5; count += 1) {
      const change = await submit(admin, newProvider(console));
      const { state } = await endOf(admin, await approve(reviewer, change));
      expect(state).toBe('succeeded');
    }
    const { lead, items } = await readAgenda();
    expect(lead).toMatchObject({
      hours: 25,
      marginHours: 24,
      basis: 5,
      measured: true,
    });
    expect(items.every((each) => each.lead.operation === null)).toBe(true);
  });
});

describe('the matrix', () => {
  it('says what each target runs, can do, and what keeps it from vSphere 9', async () => {
    const path = '/api/estate-matrix?wait=30';
    const { connections, counts } = estateMatrix.parse(
      (await admin.call('GET', path)).body,
    );
    const row = (name: SimulatorName) =>
      connections.find((each) => each.name === name);
    expect(row('vc-work')).toMatchObject({
      version: '8.0.3.0',
      build: '24322831',
      verdict: 'blocks_upgrade',
      uses: {
        trustedClusters: 2,
        trustAuthorityClusters: 0,
        keyProviders: 0,
      },
      removed: ['trusted-clusters', 'key-provider-services'],
      unknown: [],
    });
    expect(row('vc-ta')).toMatchObject({
      verdict: 'blocks_upgrade',
      uses: { trustAuthorityClusters: 2, keyProviders: 4 },
    });
    expect(row('vc-91')).toMatchObject({ verdict: 'already_9', uses: null });
    expect(row('esx-01')).toMatchObject({
      verdict: 'not_applicable',
      unknown: [{ what: 'version' }],
    });
    expect(row('ontap-01')?.build).toContain('9.16.1');
    expect(row('vc-91')?.operations).toContainEqual(
      expect.objectContaining({
        operation: 'vcenter.update-provider-client-certificate',
        available: false,
      }),
    );
    expect(counts).toEqual({
      ready: 0,
      blocks_upgrade: 2,
      already_9: 1,
      not_applicable: 2,
      unknown: 0,
    });
  });
});

describe('drift', () => {
  const about = (items: readonly DriftItem[], type: DriftItem['type']) =>
    items
      .filter((each) => each.type === type)
      .map((each) => ('objectName' in each ? each.objectName : ''));

  it('tells from memory what needs attention, problems first', async () => {
    const before = await heardAtTargets();
    const { items } = await readDrift();
    expect(await heardAtTargets()).toBe(before);
    expect(about(items, 'unexplained_service')).toEqual(['Edge-Trusted-01']);
    expect(about(items, 'service_unhealthy')).toEqual(['Edge-Trusted-01']);
    expect(about(items, 'trust_half_missing').toSorted()).toEqual([
      'kmip-archive',
      'kmip-dr',
      'kmip-new',
    ]);
    expect(about(items, 'provider_unhealthy').toSorted()).toEqual([
      'kmip-archive',
      'kmip-dr',
    ]);
    expect(about(items, 'key_server_not_available')).toContain(
      'Cluster (external key manager)',
    );
    const ranks = items.map(({ severity }) => severity);
    expect(ranks).toEqual(ranks.toSorted());
    for (const { observedAt } of items) expect(observedAt).not.toBeNull();
  });

  it('names a connection that cannot be used', async () => {
    await console.control('vc-91').fault('unauthorized', { times: 10 });
    const path = `/api/connections/${console.connectionId('vc-91')}/test`;
    await admin.call('POST', path, {});
    const { items } = await readDrift();
    expect(items[0]).toMatchObject({
      type: 'connection_not_usable',
      connectionName: 'vc-91',
      health: 'refused',
      stale: false,
    });
  });

  it('names a quarantined connection, of which the estate shows what was read before', async () => {
    await console.control('ontap-01').rotateCertificate();
    await admin.call(
      'POST',
      `/api/connections/${console.connectionId('ontap-01')}/test`,
      {},
    );
    const { items } = await readDrift();
    expect(
      items.find(({ type }) => type === 'connection_quarantined'),
    ).toMatchObject({
      connectionName: 'ontap-01',
      severity: 'problem',
    });
    const path = '/api/estate/key-managers?wait=5';
    const all = estateOfAll.parse((await admin.call('GET', path)).body);
    const [array] = all.connections;
    expect(array).toMatchObject({
      name: 'ontap-01',
      quarantined: true,
      health: 'quarantined',
    });
    expect(array?.answer?.items).not.toEqual([]);
  });
});
