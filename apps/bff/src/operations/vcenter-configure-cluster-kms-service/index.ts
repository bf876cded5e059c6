import {
  type Check,
  type FrozenInput,
  type Plan,
  type Verification,
} from '@keyward/contract';
import {
  configureClusterKmsServiceRequest,
  TASK_NAMES,
  type VcenterClient,
} from '@keyward/vcenter-client';
import { z } from 'zod';

import { refuseField } from '../../http/refusal.ts';
import { defineOperation, type TargetRun } from '../define-operation.ts';
import { makeCheck } from '../make-check.ts';
import type { Applied, Effect } from '../operation-module.ts';
import { findTaskOfOurs } from '../upstream-task-of-ours.ts';

type K = 'vcenter.configure-cluster-kms-service';
type Input = FrozenInput<K>;

const service = z.object({
  service: z.string(),
  address: z.string(),
  trustAuthorityCluster: z.string(),
});

/** The cluster, what it uses, and the source. Health is context, never guard. */
const guard = z.object({
  cluster: z.string(),
  clusterName: z.string().nullable(),
  configured: z.array(service),
  source: z.array(service),
});
type Guard = z.infer<typeof guard>;
type Service = z.infer<typeof service>;

export const vcenterConfigureClusterKmsService = defineOperation<K, Guard>(
  'vcenter',
  {
    guard,
    followsUpstreamTask: true,
    searchWords: ({ cluster, source }) => [
      cluster,
      source.type === 'SERVICE' ? source.service : source.trustAuthorityCluster,
    ],
    admit: () => Promise.resolve([]),
    observe,
    plan,
    async apply({ client, request, secrets, signal }) {
      const answer = await client.sendFrozen(request, secrets, signal);
      return answer.taskId === undefined
        ? { result: `HTTP ${String(answer.status)}` }
        : { upstreamTaskId: answer.taskId };
    },
    findEffect,
    verify,
  },
);

function toService(each: {
  service: string;
  address: { hostname: string; port: number };
  trustAuthorityCluster: string;
}): Service {
  return {
    service: each.service,
    address: `${each.address.hostname}:${String(each.address.port)}`,
    trustAuthorityCluster: each.trustAuthorityCluster,
  };
}

function bySource(input: Input, each: Service): boolean {
  return input.source.type === 'SERVICE'
    ? each.service === input.source.service
    : each.trustAuthorityCluster === input.source.trustAuthorityCluster;
}

async function observe(
  client: VcenterClient,
  input: Input,
): Promise<{ guard: Guard; checks: Check[] }> {
  const [clusters, configured, registered] = await Promise.all([
    client.clusters.list(),
    client.trustedClusterKmsServices.query(input.cluster),
    client.kmsServices.query(),
  ]);
  if (configured === null) {
    throw refuseField(
      '/input/cluster',
      'not_found',
      'This vCenter has no such cluster. Refresh the list and pick again.',
    );
  }
  const order = (a: Service, b: Service): number =>
    a.service.localeCompare(b.service, 'en');
  const observed: Guard = {
    cluster: input.cluster,
    clusterName:
      clusters.find((each) => each.id === input.cluster)?.name ?? null,
    configured: configured.map(toService).sort(order),
    source: registered
      .map(toService)
      .filter((each) => bySource(input, each))
      .sort(order),
  };
  return { guard: observed, checks: checksOf(input, observed) };
}

function checksOf(input: Input, observed: Guard): Check[] {
  const already = observed.configured.filter((each) => bySource(input, each));
  const others = observed.configured.filter(
    (each) =>
      !observed.source.some(
        (source) => source.trustAuthorityCluster === each.trustAuthorityCluster,
      ),
  );
  const sourceField =
    input.source.type === 'SERVICE'
      ? '/source/service'
      : '/source/trustAuthorityCluster';
  return [
    makeCheck({
      id: 'source-registered',
      title: 'Source is registered',
      severity: 'warning',
      passed: observed.source.length > 0,
      evidence:
        observed.source.length > 0
          ? `Registered: ${observed.source.map((each) => `${each.service} (${each.address})`).join(', ')}.`
          : 'This vCenter does not list such a registered service; it will probably refuse.',
      field: sourceField,
    }),
    makeCheck({
      id: 'not-configured-yet',
      title: 'Not configured yet',
      severity: 'blocker',
      passed: already.length === 0,
      evidence:
        already.length === 0
          ? 'The cluster does not use this service.'
          : `The cluster already uses ${already.map((each) => each.service).join(', ')}.`,
      field: '/source',
    }),
    makeCheck({
      id: 'one-trust-authority-cluster',
      title: 'One trust authority cluster',
      severity: 'warning',
      passed: others.length === 0,
      evidence:
        others.length === 0
          ? 'The cluster does not refer to another trust authority cluster.'
          : `The cluster refers to ${others.map((each) => each.trustAuthorityCluster).join(', ')} already; a trusted cluster may refer to one only.`,
      field: sourceField,
    }),
  ];
}

function plan(input: Input, observed: Guard): Plan {
  const cluster =
    observed.clusterName === null
      ? input.cluster
      : `${observed.clusterName} (${input.cluster})`;
  const source =
    input.source.type === 'SERVICE'
      ? `key provider service ${withAddress(input.source.service, observed)}`
      : `the key provider services of trust authority cluster ${input.source.trustAuthorityCluster}`;
  const listed = (services: Service[]): string | null =>
    services.map((each) => `${each.service} at ${each.address}`).join('\n') ||
    null;
  const after = {
    ...observed,
    configured: [...observed.configured, ...observed.source],
  };
  return {
    before: observed,
    after,
    sentences: [
      `Cluster ${cluster} will be configured to use ${source}.`,
      observed.configured.length === 0
        ? 'It uses no key provider service now.'
        : `It keeps using ${observed.configured.map((each) => `${each.address} (${each.service})`).join(', ')}.`,
      'Every host of the cluster takes part; each needs the vSphere Trust Authority licence.',
    ],
    differences: [
      {
        label: 'Key provider services of the cluster',
        before: listed(observed.configured),
        after: listed(after.configured) ?? source,
      },
    ],
    request: configureClusterKmsServiceRequest(input.cluster, input.source),
  };
}

/** An id says little to a reviewer; the address of the service is what people know. */
function withAddress(service: string, observed: Guard): string {
  const found = observed.source.find((each) => each.service === service);
  return found === undefined ? service : `${found.address} (${service})`;
}

/** A lost answer: the listing tells, else a task of the same kind on the same cluster that began after our intent. */
async function findEffect(run: TargetRun<K>): Promise<Effect> {
  const { client, input } = run;
  const configured = await client.trustedClusterKmsServices.query(
    input.cluster,
  );
  const found = (configured ?? [])
    .map(toService)
    .find((each) => bySource(input, each));
  if (found !== undefined) {
    return { found: 'applied', applied: { result: found.service } };
  }
  return findTaskOfOurs(client, {
    ...run,
    names: TASK_NAMES.configureClusterKmsService,
    targets: [input.cluster],
  });
}

async function verify(
  { client, input, signal }: TargetRun<K>,
  _guard: Guard,
  applied: Applied,
): Promise<Verification> {
  const configured = (
    (await client.trustedClusterKmsServices.query(input.cluster)) ?? []
  ).map(toService);
  const matches = configured.filter(
    (each) => bySource(input, each) || each.service === applied.result,
  );
  const health = await client.trustedClusterKmsAppliedConfig
    .query(input.cluster, { signal })
    .catch(() => null);
  const observed = (health ?? []).map(
    (each) =>
      `Applied at ${each.address.hostname}:${String(each.address.port)}: health ${each.health}.`,
  );
  if (matches.length === 0) {
    return {
      level: 'none',
      proved: [],
      notProved: [],
      contradiction: 'The cluster’s listing does not show the service.',
      observed,
    };
  }
  return {
    level: 'full',
    proved: matches.map(
      (each) => `The cluster lists ${each.service} at ${each.address}.`,
    ),
    notProved: [],
    observed:
      observed.length > 0
        ? observed
        : ['The applied health could not be read.'],
  };
}
