import type { EstateItem } from '@keyward/contract';
import {
  type KeyManager,
  type KeyServer,
  type OntapClient,
  type PublicCertificate,
  UpstreamError,
} from '@keyward/ontap-client';

import {
  type CollectionReader,
  QUICK_READ_FRESH_MS,
} from './collection-reader.ts';
import { summariseCertificate } from './summarise-certificate.ts';

export const keyManagers: CollectionReader<'key-managers', 'ontap'> = {
  system: 'ontap',
  capability: 'key-managers',
  freshMs: QUICK_READ_FRESH_MS,
  async read({ client }) {
    const managers = await client.listKeyManagers();
    const shown = await readShown(client, managers);
    return Promise.all(
      managers.map((manager) => readManager(client, manager, shown)),
    );
  },
};

/** One list call for all of them. An account that may not see certificates still sees its key managers. */
async function readShown(
  client: OntapClient,
  managers: readonly KeyManager[],
): Promise<PublicCertificate[]> {
  const uuids = managers.flatMap((each) =>
    usedBy(each).map(({ uuid }) => uuid),
  );
  try {
    return await client.readPublicCertificates([...new Set(uuids)]);
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.kind !== 'refused') {
      throw error;
    }
    return [];
  }
}

function usedBy({
  external,
}: KeyManager): Omit<
  EstateItem<'key-managers'>['certificates'][number],
  'facts'
>[] {
  const client = external?.client_certificate;
  return [
    ...(client === undefined ? [] : [{ use: 'client' as const, ...client }]),
    ...(external?.server_ca_certificates ?? []).map((each) => ({
      use: 'server_ca' as const,
      ...each,
    })),
  ].flatMap(({ use, uuid, name }) =>
    uuid === undefined ? [] : [{ use, uuid, name: name ?? null }],
  );
}

async function readManager(
  client: OntapClient,
  manager: KeyManager,
  shown: readonly PublicCertificate[],
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
    certificates: await Promise.all(
      usedBy(manager).map(async (each) => {
        const pem = shown.find(({ uuid }) => uuid === each.uuid)?.pem;
        const facts =
          pem === undefined ? null : await summariseCertificate(pem);
        return { ...each, facts };
      }),
    ),
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
