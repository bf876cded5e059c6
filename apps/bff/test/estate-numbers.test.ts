import {
  certificates,
  type Collection,
  ESTATE_ITEMS,
  type EstateItem,
  estateMatrix,
  estateOfAll,
} from '@keyward/contract';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { approve, endOf, newProvider, submit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  type SimulatorName,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import type { Person } from './support/person.ts';

// What the console tells of its estate, member by member, against what the simulated targets keep: nothing between the
// two, from the wire to the item, may take one member for another.

const address = z
  .object({ hostname: z.string(), port: z.number().optional() })
  .transform(({ hostname, port = 443 }) => ({ hostname, port }));
const vcenterState = z.object({
  certificatesReady: z.boolean(),
  clusters: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      services: z.array(z.string()),
      applied: z.array(
        z.object({
          address,
          health: z.string(),
          service: z.string().optional(),
        }),
      ),
    }),
  ),
  services: z.array(
    z.object({
      id: z.string(),
      address,
      group: z.string(),
      trustAuthorityCluster: z.string(),
      listed: z.boolean(),
    }),
  ),
  trustAuthorityClusters: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      providers: z.array(
        z.object({
          name: z.string(),
          masterKeyId: z.string(),
          health: z.string(),
          details: z.array(z.string()),
          servers: z.array(
            z.object({
              name: z.string(),
              address,
              health: z.string(),
              details: z.array(z.string()),
              clientTrustsServer: z.boolean(),
              serverTrustsClient: z.boolean(),
            }),
          ),
          clientCertificate: z.string().nullable(),
          csr: z.object({ pem: z.string() }).nullable(),
          listed: z.boolean(),
        }),
      ),
    }),
  ),
});
const ontapState = z.object({
  nodes: z.array(z.object({ name: z.string() })),
  keyManagers: z.array(
    z.object({
      uuid: z.string(),
      svm: z.object({ name: z.string() }).nullable(),
      source: z.union([
        z.object({
          kind: z.literal('external'),
          clientCertificate: z.string().nullable(),
          serverCaCertificates: z.array(z.string()),
          servers: z.array(
            z.object({
              server: z.string(),
              timeout: z.number(),
              username: z.string().nullable(),
              reachability: z.record(z.string(), z.string()),
            }),
          ),
        }),
        z.object({ kind: z.literal('onboard') }),
      ]),
    }),
  ),
  certificates: z.array(
    z.object({ uuid: z.string(), name: z.string(), pem: z.string() }),
  ),
});
const esxState = z.object({
  providers: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      keyId: z.string().nullable(),
    }),
  ),
});

const ESTATE = ['vc-ta', 'vc-work', 'vc-91', 'esx-01', 'ontap-01'] as const;

let console: ConsoleUnderTest;
let admin: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ESTATE,
    taskSeconds: 0.05,
  });
  admin = await console.signIn('admin');
});
afterAll(() => console.stop());

/** What a simulator keeps, as it wrote it down last. */
function kept<T>(name: SimulatorName, schema: z.ZodType<T>): T {
  const file = join(console.dataDir, 'simulators', name, 'state.json');
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** What the console tells of a collection, by connection. */
async function told<C extends Collection>(
  collection: C,
): Promise<Record<string, EstateItem<C>[]>> {
  const path = `/api/estate/${collection}?wait=30`;
  const { connections } = estateOfAll.parse(
    (await admin.call('GET', path)).body,
  );
  return Object.fromEntries(
    connections.map(({ name, answer }) => [
      name,
      (answer?.items ?? []).map(
        (item) => ESTATE_ITEMS[collection].parse(item) as EstateItem<C>, // The schema of this very collection.
      ),
    ]),
  );
}

function byId<T extends { id: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Facts of a certificate, by another reader than the console's. */
function factsOf(pem: string) {
  const read = new X509Certificate(pem);
  return {
    notBefore: new Date(read.validFrom).toISOString(),
    notAfter: new Date(read.validTo).toISOString(),
    sha256: read.fingerprint256.replaceAll(':', '').toLowerCase(),
    serialNumber: read.serialNumber.toLowerCase(),
  };
}

function sameMoment(facts: {
  notBefore: string;
  notAfter: string;
  sha256: string;
  serialNumber: string;
}) {
  return {
    notBefore: new Date(facts.notBefore).toISOString(),
    notAfter: new Date(facts.notAfter).toISOString(),
    sha256: facts.sha256,
    serialNumber: facts.serialNumber.toLowerCase(),
  };
}

describe('what the console tells of its estate is what the targets keep, member by member:', () => {
  it('clusters, the services they use, and what their hosts use of them', async () => {
    const found = await told('trusted-clusters');
    expect(Object.keys(found).toSorted()).toEqual(['vc-ta', 'vc-work']);
    for (const name of ['vc-ta', 'vc-work'] as const) {
      const { clusters, services } = kept(name, vcenterState);
      const wanted = clusters.map((cluster) => ({
        id: cluster.id,
        name: cluster.name,
        services: cluster.services.map((id) => {
          const service = services.find((each) => each.id === id);
          const applied = cluster.applied.find((each) => each.service === id);
          return {
            service: id,
            address: service?.address,
            group: service?.group,
            trustAuthorityCluster: service?.trustAuthorityCluster,
            applied:
              applied === undefined
                ? null
                : { health: applied.health, details: [] },
          };
        }),
        drift: cluster.applied
          .filter(({ service }) => service === undefined)
          .map(({ address: at, health }) => ({ address: at, health })),
        appliedError: null,
      }));
      expect(byId(found[name] ?? [])).toEqual(byId(wanted));
    }
  });

  it('registered services and Trust Authority clusters', async () => {
    const services = await told('key-provider-services');
    const authorities = await told('trust-authority-clusters');
    for (const name of ['vc-ta', 'vc-work'] as const) {
      const state = kept(name, vcenterState);
      expect(byId(services[name] ?? [])).toEqual(
        byId(
          state.services
            .filter(({ listed }) => listed)
            .map(({ id, address: at, group, trustAuthorityCluster }) => ({
              id,
              name: `${at.hostname}:${String(at.port)}`,
              address: at,
              group,
              trustAuthorityCluster,
            })),
        ),
      );
      expect(byId(authorities[name] ?? [])).toEqual(
        byId(
          state.trustAuthorityClusters.map(({ id, state: is }) => ({
            id,
            name: state.clusters.find((each) => each.id === id)?.name ?? id,
            state: is,
          })),
        ),
      );
    }
  });

  it('key providers with their certificates, and both halves of trust with each server', async () => {
    const found = await told('key-providers');
    const state = kept('vc-ta', vcenterState);
    const wanted = state.trustAuthorityClusters.flatMap(({ id, providers }) =>
      providers
        .filter(({ listed }) => listed)
        .map((provider) => ({ cluster: id, provider })),
    );
    const items = found['vc-ta'] ?? [];
    expect(items).toHaveLength(wanted.length);
    for (const { cluster, provider } of wanted) {
      const item = items.find(
        (each) =>
          each.trustAuthorityCluster === cluster &&
          each.provider === provider.name,
      );
      expect(item).toMatchObject({
        id: `${cluster}/${provider.name}`,
        name: provider.name,
        health: provider.health,
        details: provider.details,
        masterKeyId: provider.masterKeyId,
        servers: provider.servers,
        csr: provider.csr,
      });
      const { clientCertificate } = item ?? { clientCertificate: null };
      expect(clientCertificate && sameMoment(clientCertificate)).toEqual(
        provider.clientCertificate && factsOf(provider.clientCertificate),
      );
    }
  });

  it('key managers, their servers and what every node says of them', async () => {
    const found = await told('key-managers');
    const state = kept('ontap-01', ontapState);
    const named = (uuid: string) =>
      state.certificates.find((each) => each.uuid === uuid);
    const wanted = state.keyManagers.map(({ uuid, svm, source }) => ({
      id: uuid,
      scope: svm === null ? 'cluster' : 'svm',
      svm: svm?.name ?? null,
      kind: source.kind,
      ...(source.kind === 'onboard'
        ? { servers: [], serverCaCertificates: 0, clientCertificate: null }
        : {
            servers: source.servers.map((server) => {
              const nodes = state.nodes.map(({ name }) => ({
                node: name,
                state: server.reachability[name] ?? 'unknown',
              }));
              return {
                server: server.server,
                timeoutSeconds: server.timeout,
                username: server.username,
                connectivity: overall(nodes.map((each) => each.state)),
                nodes,
              };
            }),
            serverCaCertificates: source.serverCaCertificates.length,
            clientCertificate:
              named(source.clientCertificate ?? '')?.name ?? null,
          }),
    }));
    const items = found['ontap-01'] ?? [];
    expect(byId(items)).toMatchObject(byId(wanted));
    for (const { certificates: own } of items) {
      for (const { uuid, name, facts } of own) {
        const certificate = named(uuid);
        expect(name).toBe(certificate?.name);
        expect(facts && sameMoment(facts)).toEqual(
          factsOf(certificate?.pem ?? ''),
        );
      }
    }
    const uuids = items.flatMap((each) => each.certificates);
    expect(uuids.length).toBeGreaterThan(3);
  });

  it('native providers that are known by name', async () => {
    const reviewer = await console.signIn('reviewer');
    const change = await submit(admin, newProvider(console));
    const { state } = await endOf(admin, await approve(reviewer, change));
    expect(state).toBe('succeeded');
    const items = (await told('native-providers'))['esx-01'] ?? [];
    expect(items).toHaveLength(1);
    const of = () =>
      kept('esx-01', esxState).providers.find(
        ({ name }) => name === items[0]?.name,
      );
    // It writes down what it keeps a moment later.
    await expect.poll(of).toBeDefined();
    const wanted = of();
    expect(items).toEqual([
      {
        id: wanted?.name,
        name: wanted?.name,
        type: wanted?.type,
        keyId: wanted?.keyId,
        knownBecause: change.reference,
      },
    ]);
  });

  it('and the ends and the numbers that are added up from them', async () => {
    const path = '/api/certificates?wait=30';
    const { items } = certificates.parse((await admin.call('GET', path)).body);
    const { trustAuthorityClusters, clusters, services } = kept(
      'vc-ta',
      vcenterState,
    );
    const work = kept('vc-work', vcenterState);
    const providers = trustAuthorityClusters
      .flatMap((each) => each.providers)
      .filter(({ listed }) => listed);
    for (const { clientCertificate } of providers) {
      if (clientCertificate === null) continue;
      const wanted = factsOf(clientCertificate);
      const item = items.find(({ sha256 }) => sha256 === wanted.sha256);
      expect(item && sameMoment(item)).toEqual(wanted);
    }
    const matrix = estateMatrix.parse(
      (await admin.call('GET', '/api/estate-matrix?wait=30')).body,
    );
    const uses = (name: SimulatorName) =>
      matrix.connections.find((each) => each.name === name)?.uses;
    expect(uses('vc-ta')).toEqual({
      trustedClusters: clusters.filter(({ services: used }) => used.length > 0)
        .length,
      keyProviderServices: services.filter(({ listed }) => listed).length,
      trustAuthorityClusters: trustAuthorityClusters.length,
      keyProviders: providers.length,
    });
    expect(uses('vc-work')).toMatchObject({
      trustedClusters: work.clusters.filter(
        ({ services: used }) => used.length > 0,
      ).length,
      keyProviderServices: work.services.filter(({ listed }) => listed).length,
    });
  });
});

/** One word for what all nodes say, as the form and the lists show it. */
function overall(states: readonly string[]): string {
  const available = states.filter((each) => each === 'available').length;
  if (available === states.length) return 'available';
  if (available > 0) return 'partial';
  return states.every((each) => each === 'not_responding')
    ? 'not_responding'
    : 'unknown';
}
