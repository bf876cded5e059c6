import {
  appliedFilter,
  networkAddress,
  TASK_NAMES,
} from '@keyward/vcenter-client/wire';
import type { AppliedInfo, AppliedSummary } from '@keyward/vcenter-client/wire';

import type { RouteTable } from '../host/index.ts';
import {
  invalidArgument,
  message,
  notFound,
  refuse,
} from '../vapi/vapi-error.ts';
import { sameAddress } from './kms-service-filter.ts';
import { startTask } from './start-task.ts';
import type {
  AppliedService,
  SimulatedCluster,
  VcenterState,
} from './state.ts';
import type { TaskEffect } from './task-effect.ts';
import { withPrivilege, withSession } from './with-session.ts';
import type { World } from './world.ts';

const PATH =
  '/api/vcenter/trusted-infrastructure/trusted-clusters/{cluster}/kms/services-applied-config';
const SERVICE =
  'com.vmware.vcenter.trusted_infrastructure.trusted_clusters.kms.services_applied_config';

/** What the hosts of a trusted cluster really use. Reads and changes are tasks. */
export function appliedConfigRoutes(world: World): RouteTable {
  const { store } = world;
  const clusterOf = (id: string) =>
    store.value.clusters.find((cluster) => cluster.id === id);
  const start = (
    cluster: SimulatedCluster,
    user: string,
    operation: string,
    text: string,
    effect: TaskEffect,
  ) =>
    startTask(world, {
      service: SERVICE,
      operation,
      description: {
        id: `${SERVICE}.${operation}`,
        text,
        args: [cluster.name],
      },
      target: { type: 'ClusterComputeResource', id: cluster.id },
      user,
      effect,
    });
  return {
    [`POST ${PATH}?action=query&vmw-task=true`]: withSession(
      world,
      ({ request, parameters: { cluster: id = '' }, session }) => {
        const cluster = clusterOf(id);
        if (!cluster) return notFound('cluster', id);
        if (isChanging(store.value, id)) return busy();
        const filter = appliedFilter.safeParse(request.body ?? {});
        if (!filter.success) {
          return invalidArgument(
            'spec',
            'sim.filter',
            'The filter is not valid.',
          );
        }
        const { health, address } = filter.data;
        const result = cluster.applied
          .filter(
            (applied) => !health?.length || health.includes(applied.health),
          )
          .filter(
            (applied) =>
              !address?.length ||
              address.some((wanted) => sameAddress(wanted, applied.address)),
          )
          .map(summaryOf);
        return start(
          cluster,
          session.user,
          'list$task',
          'Read the applied key provider services',
          { kind: 'nothing', result },
        );
      },
    ),
    [`GET ${PATH}?vmw-task=true`]: withSession(
      world,
      ({ request, parameters: { cluster: id = '' }, session }) => {
        const cluster = clusterOf(id);
        if (!cluster) return notFound('cluster', id);
        if (isChanging(store.value, id)) return busy();
        const port = request.query.get('port');
        const wanted = networkAddress.parse({
          hostname: request.query.get('hostname') ?? '',
          ...(port === null ? {} : { port: Number.parseInt(port, 10) || 0 }),
        });
        const applied = cluster.applied.find((candidate) =>
          sameAddress(wanted, candidate.address),
        );
        if (!applied) return notFound('applied service', wanted.hostname);
        const result = infoOf(applied, store.value);
        return start(
          cluster,
          session.user,
          'get$task',
          'Read an applied key provider service',
          { kind: 'nothing', result },
        );
      },
    ),
    [`PATCH ${PATH}?vmw-task=true`]: withPrivilege(
      world,
      'TrustedAdmin.ManageTrustedHosts',
      ({ parameters: { cluster: id = '' }, session }) => {
        const cluster = clusterOf(id);
        if (!cluster) return notFound('cluster', id);
        if (isChanging(store.value, id)) return busy();
        return start(
          cluster,
          session.user,
          'update$task',
          'Remediate the key provider services',
          { kind: 'remediate', cluster: id },
        );
      },
    ),
  };
}

/** A read is refused while a change of the same cluster is under way. */
function isChanging({ tasks }: VcenterState, cluster: string): boolean {
  return tasks.some(
    ({ ended, target, service, effect }) =>
      !ended &&
      target.id === cluster &&
      effect.kind !== 'nothing' &&
      (service === SERVICE ||
        service === TASK_NAMES.configureClusterKmsService.service),
  );
}

function busy() {
  return refuse('RESOURCE_BUSY', {
    id: 'com.vmware.vcenter.trusted_infrastructure.mutation_in_progress',
    text: 'The configuration of the cluster is being changed.',
  });
}

function summaryOf({
  health,
  address,
  service,
}: AppliedService): AppliedSummary {
  return { health, address, ...(service === undefined ? {} : { service }) };
}

function infoOf(
  applied: AppliedService,
  { services }: VcenterState,
): AppliedInfo {
  const service = services.find(({ id }) => id === applied.service);
  return {
    ...summaryOf(applied),
    groups: service ? [service.group] : [],
    trusted_CA: service ? [{ cert_chain: service.certificates }] : [],
    details: applied.details.map((text) =>
      message('com.vmware.vcenter.trusted_infrastructure.applied_detail', text),
    ),
  };
}
