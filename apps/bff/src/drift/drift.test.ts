import type { Collection, EstateItem } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import type { SweptItem } from '../connections/estate/swept-items.ts';
import { driftOfCluster } from './drift-of-clusters.ts';
import { driftOfKeyManager } from './drift-of-key-managers.ts';
import { driftOfProvider } from './drift-of-providers.ts';

const OBSERVED = '2026-01-02T03:04:05.678Z';
const ADDRESS = { hostname: 'kms-a.example', port: 443 };

function swept<C extends Collection>(item: EstateItem<C>): SweptItem<C> {
  return {
    record: { id: 'c1', name: 'vc-work', kind: 'vcenter' },
    item,
    observedAt: OBSERVED,
    isStale: true,
  };
}

function cluster(
  more: Partial<EstateItem<'trusted-clusters'>>,
): SweptItem<'trusted-clusters'> {
  return swept<'trusted-clusters'>({
    id: 'domain-c8',
    name: 'Prod',
    services: [],
    drift: [],
    appliedError: null,
    ...more,
  });
}

function service(
  applied: EstateItem<'trusted-clusters'>['services'][number]['applied'],
) {
  return {
    service: 'svc-1',
    address: ADDRESS,
    group: 'g',
    trustAuthorityCluster: 'domain-c101',
    applied,
  };
}

function provider(
  more: Partial<EstateItem<'key-providers'>>,
): SweptItem<'key-providers'> {
  return swept<'key-providers'>({
    id: 'domain-c101/kmip',
    name: 'kmip',
    trustAuthorityCluster: 'domain-c101',
    provider: 'kmip',
    health: 'OK',
    details: [],
    masterKeyId: null,
    servers: [],
    clientCertificate: null,
    csr: null,
    ...more,
  });
}

function server(client: boolean | null, back: boolean | null) {
  return {
    name: 'kms1',
    address: ADDRESS,
    health: 'OK',
    details: [],
    clientTrustsServer: client,
    serverTrustsClient: back,
  };
}

describe('the drift of a trusted cluster', () => {
  it('is nothing while its hosts do what is configured', () => {
    const well = service({ health: 'OK', details: [] });
    const silent = service({ health: 'NONE', details: [] });
    expect(driftOfCluster(cluster({ services: [well, silent] }))).toEqual([]);
  });

  it('is a configured service that no host uses', () => {
    const found = cluster({ services: [service(null)] });
    expect(driftOfCluster(found)).toEqual([
      {
        type: 'service_not_applied',
        severity: 'problem',
        connectionId: 'c1',
        connectionName: 'vc-work',
        connectionKind: 'vcenter',
        collection: 'trusted-clusters',
        itemId: 'domain-c8',
        objectName: 'Prod',
        service: 'svc-1',
        address: ADDRESS,
        observedAt: OBSERVED,
        stale: true,
      },
    ]);
  });

  it('is a service that hosts use and nobody configured', () => {
    const drift = [{ address: ADDRESS, health: 'OK' }];
    expect(driftOfCluster(cluster({ drift }))).toMatchObject([
      { type: 'unexplained_service', severity: 'problem', address: ADDRESS },
    ]);
  });

  it('says only that nothing was read when nothing was read', () => {
    const found = cluster({
      services: [service(null)],
      appliedError: 'The cluster is being changed.',
    });
    expect(driftOfCluster(found)).toMatchObject([
      { type: 'applied_unreadable', severity: 'warning' },
    ]);
  });

  it.each([
    ['ERROR', 'problem'],
    ['WARNING', 'warning'],
    ['A_NEW_WORD', 'warning'],
  ])('takes health %s for a %s', (health, severity) => {
    const found = cluster({ services: [service({ health, details: [] })] });
    expect(driftOfCluster(found)).toMatchObject([
      { type: 'service_unhealthy', severity, health },
    ]);
  });
});

describe('the drift of a key provider', () => {
  it('is a half of trust that is missing, not one that nothing is known of', () => {
    const of = (client: boolean | null, back: boolean | null) =>
      driftOfProvider(provider({ servers: [server(client, back)] })).map(
        ({ type }) => type,
      );
    expect(of(true, true)).toEqual([]);
    expect(of(null, null)).toEqual([]);
    expect(of(true, false)).toEqual(['trust_half_missing']);
    expect(of(false, null)).toEqual(['trust_half_missing']);
  });

  it('is its own bad health, with what vCenter says of it', () => {
    const details = ['No key server can be reached.'];
    const found = provider({ health: 'ERROR', details });
    expect(driftOfProvider(found)).toMatchObject([
      { type: 'provider_unhealthy', severity: 'problem', details },
    ]);
  });
});

describe('the drift of a key manager', () => {
  it.each([
    ['available', []],
    ['unknown', []],
    ['partial', [{ severity: 'warning', nodes: ['node-2'] }]],
    ['not_responding', [{ severity: 'problem', nodes: ['node-2'] }]],
  ] as const)('of a server that is %s', (connectivity, expected) => {
    const found = swept<'key-managers'>({
      id: 'km',
      name: 'Cluster',
      scope: 'cluster',
      svm: null,
      kind: 'external',
      servers: [
        {
          server: 'kms1.example:5696',
          timeoutSeconds: null,
          username: null,
          connectivity,
          nodes: [
            { node: 'node-1', state: 'available' },
            { node: 'node-2', state: 'not_responding' },
          ],
        },
      ],
      clientCertificate: null,
      serverCaCertificates: 0,
      certificates: [],
    });
    expect(driftOfKeyManager(found)).toMatchObject(expected);
  });
});
