import type {
  CurrentPeerCertificate,
  KmipServerStatus,
  LocalizableMessage,
  ProviderInfo,
  ServiceStatus,
} from '@keyward/vcenter-client/wire';

import type { RouteTable } from '../host/index.ts';
import { message, notFound } from '../vapi/vapi-error.ts';
import {
  PROVIDERS,
  READ,
  startProviderTask,
  withProvider,
} from './provider-call.ts';
import { startTask } from './start-task.ts';
import type { SimulatedKmipServer, SimulatedProvider } from './state.ts';
import { withPrivilege } from './with-session.ts';
import type { World } from './world.ts';

const CLUSTER =
  '/api/vcenter/trusted-infrastructure/trust-authority-clusters/{cluster}';
const PROVIDER = `${CLUSTER}/kms/providers/{provider}`;

/** Key providers of a Trust Authority cluster: even reads are tasks. */
export function providerRoutes(world: World): RouteTable {
  const { store } = world;
  return {
    [`GET ${CLUSTER}/kms/providers?vmw-task=true`]: withPrivilege(
      world,
      READ,
      ({ parameters: { cluster: id = '' }, session }) => {
        const cluster = store.value.trustAuthorityClusters.find(
          (candidate) => candidate.id === id,
        );
        if (!cluster) return notFound('Trust Authority cluster', id);
        const result = cluster.providers
          .filter(({ listed }) => listed)
          .map(({ name, health }) => ({ provider: name, health }));
        return startTask(world, {
          service: PROVIDERS,
          operation: 'list$task',
          description: {
            id: `${PROVIDERS}.list`,
            text: 'List key providers',
            args: [id],
          },
          target: { type: 'ClusterComputeResource', id },
          user: session.user,
          effect: { kind: 'nothing', result },
        });
      },
    ),
    [`GET ${CLUSTER}/kms/service-status?vmw-task=true`]: withPrivilege(
      world,
      READ,
      ({ parameters: { cluster: id = '' }, session }) => {
        const cluster = store.value.trustAuthorityClusters.find(
          (candidate) => candidate.id === id,
        );
        if (!cluster) return notFound('Trust Authority cluster', id);
        const result: ServiceStatus = {
          health: worstHealth(cluster.providers),
          details: [],
        };
        return startTask(world, {
          service: SERVICE_STATUS,
          operation: 'get$task',
          description: {
            id: `${SERVICE_STATUS}.get`,
            text: 'Read the status of the key provider service',
            args: [id],
          },
          target: { type: 'ClusterComputeResource', id },
          user: session.user,
          effect: { kind: 'nothing', result },
        });
      },
    ),
    [`GET ${PROVIDER}?vmw-task=true`]: withProvider(world, READ, (call) =>
      startProviderTask(world, call, {
        service: PROVIDERS,
        operation: 'get$task',
        text: 'Read a key provider',
        effect: { kind: 'nothing', result: infoOf(call.provider) },
      }),
    ),
    [`GET ${PROVIDER}/peer-certs/current?vmw-task=true`]: withProvider(
      world,
      READ,
      (call) => {
        const names = call.request.query.getAll('server_names');
        const trusted = call.request.query.get('trusted');
        const result = call.provider.servers
          .filter(({ name }) => names.length === 0 || names.includes(name))
          .map(peerOf)
          .filter(
            (peer) => trusted === null || String(peer.trusted) === trusted,
          );
        return startProviderTask(world, call, {
          service: `${PROVIDERS}.peer_certs.current`,
          operation: 'list$task',
          text: 'Read the certificates of the key servers',
          effect: { kind: 'nothing', result },
        });
      },
    ),
    [`GET ${PROVIDER}/peer-certs/trusted?vmw-task=true`]: withProvider(
      world,
      READ,
      (call) =>
        startProviderTask(world, call, {
          service: `${PROVIDERS}.peer_certs.trusted`,
          operation: 'get$task',
          text: 'Read the trusted certificates',
          effect: {
            kind: 'nothing',
            result: {
              certificates: call.provider.servers.flatMap(
                ({ certificate, clientTrustsServer }) =>
                  certificate !== null && clientTrustsServer
                    ? [certificate]
                    : [],
              ),
            },
          },
        }),
    ),
  };
}

const SERVICE_STATUS =
  'com.vmware.vcenter.trusted_infrastructure.trust_authority_clusters.kms.service_status';

function worstHealth(
  providers: SimulatedProvider[],
): SimulatedProvider['health'] {
  const seen = providers.map(({ health }) => health);
  return (
    (['ERROR', 'WARNING', 'OK'] as const).find((health) =>
      seen.includes(health),
    ) ?? 'NONE'
  );
}

function infoOf(provider: SimulatedProvider): ProviderInfo {
  return {
    master_key_id: provider.masterKeyId,
    key_server: {
      type: 'KMIP',
      description: provider.description,
      kmip_server: {
        servers: provider.servers.map(({ name, address }) => ({
          name,
          address,
        })),
        ...(provider.username === undefined
          ? {}
          : { username: provider.username }),
      },
    },
    status: {
      health: provider.health,
      details: details(provider.details),
      servers: provider.servers.map(statusOf),
    },
  };
}

function statusOf(server: SimulatedKmipServer): KmipServerStatus {
  return {
    name: server.name,
    health: server.health,
    details: details(server.details),
    client_trust_server: server.clientTrustsServer,
    server_trust_client: server.serverTrustsClient,
  };
}

function peerOf(server: SimulatedKmipServer): CurrentPeerCertificate {
  return {
    server_name: server.name,
    trusted: server.clientTrustsServer && server.certificate !== null,
    ...(server.certificate === null ? {} : { certificate: server.certificate }),
    error_messages:
      server.certificate === null
        ? details(['The server cannot be reached.'])
        : [],
  };
}

function details(texts: string[]): LocalizableMessage[] {
  return texts.map((text) =>
    message('com.vmware.vcenter.trusted_infrastructure.kms_detail', text),
  );
}
