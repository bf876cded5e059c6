import type { EstateItem } from '@keyward/contract';
import type { KeyManager, KeyServer, OntapClient } from '@keyward/ontap-client';

import {
  type CollectionReader,
  QUICK_READ_FRESH_MS,
} from './collection-reader.ts';

export const keyManagers: CollectionReader<'key-managers', 'ontap'> = {
  system: 'ontap',
  capability: 'key-managers',
  freshMs: QUICK_READ_FRESH_MS,
  async read({ client }) {
    const managers = await client.listKeyManagers();
    return Promise.all(managers.map((manager) => readManager(client, manager)));
  },
};

async function readManager(
  client: OntapClient,
  manager: KeyManager,
): Promise<EstateItem<'key-managers'>> {
  const servers =
    manager.external === undefined
      ? []
      : await client.listKeyServers(manager.uuid, { connectivity: true });
  const scope = manager.scope === 'cluster' ? 'cluster' : 'svm';
  const svm = manager.svm?.name ?? null;
  return {
    id: manager.uuid,
    name: nameOf(manager, scope, svm),
    scope,
    svm,
    kind: manager.external === undefined ? 'onboard' : 'external',
    servers: servers.map(presentServer),
    clientCertificate:
      manager.external?.client_certificate?.name ??
      manager.external?.client_certificate?.uuid ??
      null,
    serverCaCertificates: manager.external?.server_ca_certificates?.length ?? 0,
  };
}

/** A cluster may have an external and an onboard key manager at once; the name tells them apart. */
function nameOf(
  manager: KeyManager,
  scope: 'cluster' | 'svm',
  svm: string | null,
): string {
  const owner = scope === 'cluster' ? 'Cluster' : (svm ?? manager.uuid);
  return manager.external === undefined
    ? `${owner} (onboard key manager)`
    : `${owner} (external key manager)`;
}

function presentServer(
  server: KeyServer,
): EstateItem<'key-managers'>['servers'][number] {
  const nodes = (server.connectivity?.node_states ?? []).map((each) => ({
    node: each.node?.name ?? 'node',
    state: each.state,
  }));
  return {
    server: server.server,
    timeoutSeconds: server.timeout ?? null,
    username: server.username ?? null,
    connectivity: overall(nodes),
    nodes,
  };
}

function overall(
  nodes: { state: string }[],
): EstateItem<'key-managers'>['servers'][number]['connectivity'] {
  const available = nodes.filter((each) => each.state === 'available').length;
  if (nodes.length === 0) return 'unknown';
  if (available === nodes.length) return 'available';
  if (available > 0) return 'partial';
  return nodes.every((each) => each.state === 'not_responding')
    ? 'not_responding'
    : 'unknown';
}
