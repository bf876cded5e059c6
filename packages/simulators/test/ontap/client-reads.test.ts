import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OntapClient } from '@keyward/ontap-client';
import { Secret } from '@keyward/secrets';
import { CERTIFICATES } from '../../src/ontap/initial-certificates.ts';
import { KEY_MANAGERS } from '../../src/ontap/initial-state.ts';
import {
  startTestEstate,
  type TestEstate,
} from '../estate/start-test-estate.ts';
import { connectOntap } from './connect-ontap.ts';

describe('the ONTAP client reading a cluster', () => {
  let estate: TestEstate;
  let client: OntapClient;
  beforeAll(async () => {
    estate = await startTestEstate({ only: ['ontap-01'] });
    client = connectOntap(estate.entry('ontap-01'));
  });
  afterAll(async () => {
    await client.close();
    await estate.stop();
  });

  it('probes version, product and capabilities', async () => {
    expect(await client.probe()).toEqual({
      version: '9.16.1',
      product: 'NetApp ONTAP',
      capabilities: ['key-managers'],
      facts: {
        clusterName: 'prod-cluster-01',
        clusterUuid: '8a7e6b14-53c0-11f0-9d1e-00a098d0aa30',
        release: expect.stringContaining('9.16.1') as string,
      },
    });
  });

  it('accepts the right password and names a wrong one unauthenticated', async () => {
    await expect(client.testSignIn()).resolves.toBeUndefined();
    const entry = estate.entry('ontap-01');
    const stranger = connectOntap(entry, {
      credential: {
        username: entry.username,
        password: new Secret('not-the-password'),
      },
    });
    await expect(stranger.testSignIn()).rejects.toMatchObject({
      name: 'UpstreamError',
      kind: 'unauthenticated',
      delivery: 'answered',
      facts: { system: 'ontap', httpStatus: 401, code: '6691623' },
    });
    await stranger.close();
  });

  it('reads through an authority instead of a pin', async () => {
    const entry = estate.entry('ontap-01');
    const trust = { mode: 'ca' as const, pem: entry.certificatePem };
    const careful = connectOntap(entry, { trust });
    await expect(careful.testSignIn()).resolves.toBeUndefined();
    await careful.close();
  });

  it('follows the next page until the list is whole', async () => {
    const paged = await client.listKeyManagers({ pageSize: 2 });
    expect(paged.map(({ uuid }) => uuid)).toEqual(Object.values(KEY_MANAGERS));
    const lists = (await estate.control('ontap-01').requests()).filter(
      ({ path }) => path === '/api/security/key-managers',
    );
    expect(lists.length).toBeGreaterThanOrEqual(3);
  });

  it('reads key managers with scope, SVM, certificates and servers', async () => {
    const finance = await client.getKeyManager(KEY_MANAGERS.finance);
    expect(finance).toMatchObject({
      scope: 'svm',
      svm: { name: 'svm-finance' },
      enabled: true,
      onboard: { enabled: false },
      external: {
        client_certificate: { name: 'kmip-client-finance' },
        server_ca_certificates: [{ name: 'corp-kms-root' }],
        servers: [{ server: 'kms-finance.corp.example:5696', timeout: 15 }],
      },
    });
    expect(finance).not.toHaveProperty('status');
    const onboard = await client.getKeyManager(KEY_MANAGERS.onboard);
    expect(onboard).not.toHaveProperty('external');
    expect(onboard).toMatchObject({
      scope: 'cluster',
      enabled: false,
      onboard: { enabled: true },
    });
  });

  it('reports connectivity by node only when it is asked for', async () => {
    const [cheap] = await client.listKeyServers(KEY_MANAGERS.cluster);
    expect(cheap).not.toHaveProperty('connectivity');
    const servers = await client.listKeyServers(KEY_MANAGERS.cluster, {
      connectivity: true,
    });
    expect(
      servers.map(({ connectivity }) => connectivity?.cluster_availability),
    ).toEqual([true, true, false, false]);
    expect(
      servers[2]?.connectivity?.node_states?.map(({ node, state }) => [
        node?.name,
        state,
      ]),
    ).toEqual([
      ['prod-cluster-01-01', 'available'],
      ['prod-cluster-01-02', 'not_responding'],
    ]);
  });

  it('reads one server by its stored name, IPv6 included', async () => {
    const server = await client.getKeyServer(
      KEY_MANAGERS.cluster,
      '[2001:db8:20::14]:5696',
    );
    expect(server).toMatchObject({
      server: '[2001:db8:20::14]:5696',
      timeout: 25,
      create_remove_timeout: -1,
    });
  });

  it('names the unknown key manager as the target of code 4', async () => {
    await expect(
      client.getKeyManager('00000000-0000-0000-0000-000000000000'),
    ).rejects.toMatchObject({
      kind: 'refused',
      facts: { httpStatus: 404, code: '4', target: 'uuid' },
    });
  });

  it('lists certificates without their PEM text', async () => {
    const certificates = await client.listCertificates();
    expect(certificates).toHaveLength(7);
    expect(
      certificates.filter(({ public_certificate: pem }) => pem !== undefined),
    ).toEqual([]);
    expect(certificates[0]).toMatchObject({
      name: 'kmip-client-cluster',
      type: 'client',
      scope: 'cluster',
    });
  });

  it('reads the PEM text of just the certificates it names', async () => {
    const wanted = [CERTIFICATES.archiveClient, CERTIFICATES.kmsAuthority];
    const found = await client.readPublicCertificates([
      ...wanted,
      '6f2d8a10-53c1-11f0-9d1e-00a098d0ffff',
    ]);
    expect(found.map(({ uuid }) => uuid).toSorted()).toEqual(wanted.toSorted());
    for (const { pem } of found) {
      expect(pem).toMatch(/^-----BEGIN CERTIFICATE-----/);
    }
    expect(await client.readPublicCertificates([])).toEqual([]);
  });
});
