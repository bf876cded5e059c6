import {
  configureKmsServiceRequest,
  TASK_NAMES,
} from '@keyward/vcenter-client/wire';

import type {
  RouteTable,
  SimulatorAnswer,
  SimulatorRequest,
} from '../host/index.ts';
import { sentinelRefusal, sentinelWord } from '../vapi/sentinels.ts';
import { invalidArgument, notFound, refuse } from '../vapi/vapi-error.ts';
import { filterServices, infoOf, summaryOf } from './kms-service-filter.ts';
import { startTask } from './start-task.ts';
import type { SimulatedCluster } from './state.ts';
import { withPrivilege, withSession } from './with-session.ts';
import type { World } from './world.ts';

const PATH =
  '/api/vcenter/trusted-infrastructure/trusted-clusters/{cluster}/kms/services';
const MANAGE = 'TrustedAdmin.ManageTrustedHosts';

/** Key provider services that a trusted cluster is configured for. */
export function trustedClusterRoutes(world: World): RouteTable {
  const { store } = world;
  const clusterOf = (id: string) =>
    store.value.clusters.find((cluster) => cluster.id === id);
  const configured = (cluster: SimulatedCluster) =>
    store.value.services.filter(({ id }) => cluster.services.includes(id));
  return {
    [`POST ${PATH}?action=query`]: withSession(
      world,
      ({ request, parameters: { cluster: id = '' } }) => {
        const cluster = clusterOf(id);
        if (!cluster) return notFound('cluster', id);
        const services = filterServices(configured(cluster), request.body);
        if (!services) {
          return invalidArgument(
            'spec',
            'com.vmware.vcenter.trusted_infrastructure.filter_invalid',
            'The filter is not valid.',
          );
        }
        return { status: 200, body: services.map(summaryOf) };
      },
    ),
    [`GET ${PATH}/{service}`]: withSession(
      world,
      ({ parameters: { cluster: id = '', service: serviceId = '' } }) => {
        const cluster = clusterOf(id);
        if (!cluster) return notFound('cluster', id);
        const service = configured(cluster).find(
          (candidate) => candidate.id === serviceId,
        );
        return service
          ? { status: 200, body: infoOf(service) }
          : notFound('key provider service', serviceId);
      },
    ),
    [`POST ${PATH}?vmw-task=true`]: withPrivilege(
      world,
      MANAGE,
      ({ request, parameters: { cluster: id = '' }, session }) => {
        const cluster = clusterOf(id);
        return cluster
          ? configure(world, cluster, request, session.user)
          : notFound('cluster', id);
      },
    ),
    [`DELETE ${PATH}/{service}?vmw-task=true`]: withPrivilege(
      world,
      MANAGE,
      ({ parameters: { cluster: id = '', service = '' }, session }) => {
        if (!clusterOf(id)?.services.includes(service)) {
          return notFound('key provider service', service);
        }
        return startTask(world, {
          service: TASK_NAMES.configureClusterKmsService.service,
          operation: 'delete$task',
          description: {
            id: 'sim.kms_services.delete',
            text: `Remove key provider service ${service}`,
            args: [service],
          },
          target: { type: 'ClusterComputeResource', id },
          user: session.user,
          effect: { kind: 'remove-kms-service', cluster: id, service },
        });
      },
    ),
  };
}

function configure(
  world: World,
  cluster: SimulatedCluster,
  request: SimulatorRequest,
  user: string,
): SimulatorAnswer {
  const word = sentinelWord(cluster.id);
  const wanted = wantedServices(world, request.body);
  if (!Array.isArray(wanted)) return wanted;
  const sentinel =
    word ?? wanted.map(sentinelWord).find((found) => found !== null) ?? null;
  const refusal = sentinel === null ? undefined : sentinelRefusal(sentinel);
  if (refusal) return refusal;
  if (!cluster.licensed) {
    return refuse('UNABLE_TO_ALLOCATE_RESOURCE', {
      id: 'com.vmware.vcenter.trusted_infrastructure.license_missing',
      text: 'Not all hosts of the cluster have a license with vSphere Trust Authority enabled.',
      args: [cluster.id],
    });
  }
  const added = wanted.filter((id) => !cluster.services.includes(id));
  if (added.length === 0) {
    return refuse('ALREADY_EXISTS', {
      id: 'com.vmware.vcenter.trusted_infrastructure.service_already_configured',
      text: 'The key provider service is configured for this cluster already.',
      args: wanted,
    });
  }
  return startTask(world, {
    ...TASK_NAMES.configureClusterKmsService,
    description: {
      id: 'com.vmware.vcenter.trusted_infrastructure.kms_services.create',
      text: `Configure cluster ${cluster.name} for a key provider service`,
      args: [cluster.name],
    },
    target: { type: 'ClusterComputeResource', id: cluster.id },
    user,
    cancelable: true,
    sentinel,
    effect: request.lie
      ? { kind: 'nothing', result: added[0] }
      : {
          kind: 'configure-kms-services',
          cluster: cluster.id,
          services: added,
        },
  });
}

/** The ids of the services that a CreateSpec means, or the refusal of the spec. */
function wantedServices(
  { store }: World,
  body: unknown,
): string[] | SimulatorAnswer {
  const parsed = configureKmsServiceRequest.safeParse(body);
  if (!parsed.success) {
    return invalidSpec('spec', 'The CreateSpec is not valid.');
  }
  const { type, service, trust_authority_cluster: authority } = parsed.data;
  if (type === 'SERVICE') {
    if (service === undefined || authority !== undefined) {
      return invalidSpec(
        'spec.service',
        'Type SERVICE takes a service and nothing else.',
      );
    }
    const known = store.value.services.some(({ id }) => id === service);
    return known || sentinelWord(service) !== null
      ? [service]
      : invalidSpec(
          'spec.service',
          `The service '${service}' is not registered.`,
        );
  }
  if (authority === undefined || service !== undefined) {
    return invalidSpec(
      'spec.trust_authority_cluster',
      'Type CLUSTER takes a Trust Authority cluster and nothing else.',
    );
  }
  const services = store.value.services.filter(
    ({ trustAuthorityCluster, listed }) =>
      listed && trustAuthorityCluster === authority,
  );
  if (services.length > 0) return services.map(({ id }) => id);
  return invalidSpec(
    'spec.trust_authority_cluster',
    `No service of the Trust Authority cluster '${authority}' is registered.`,
  );
}

function invalidSpec(primary: string, text: string): SimulatorAnswer {
  return invalidArgument(
    primary,
    'com.vmware.vcenter.trusted_infrastructure.spec_invalid',
    text,
  );
}
