import type { EstateItem } from '@keyward/contract';
import { readCsr } from '@keyward/pki';
import type { VcenterClient } from '@keyward/vcenter-client';

import {
  type CollectionReader,
  TASK_READ_FRESH_MS,
} from './collection-reader.ts';
import { summariseCertificate } from './summarise-certificate.ts';

export const keyProviders: CollectionReader<'key-providers', 'vcenter'> = {
  system: 'vcenter',
  capability: 'trust-authority',
  freshMs: TASK_READ_FRESH_MS,
  async read({ client, signal }) {
    const clusters = await client.trustAuthorityClusters.list();
    const perCluster = await Promise.all(
      clusters.map(async (cluster) => {
        const providers = await client.trustAuthorityKmsProviders.list(
          cluster.id,
          { signal },
        );
        return Promise.all(
          providers.map(({ provider }) =>
            readProvider(client, cluster.id, provider, signal),
          ),
        );
      }),
    );
    return perCluster.flat().filter((provider) => provider !== null);
  },
};

/** `cluster/provider`, both encoded: a provider's name is unique in its cluster only. */
function keyProviderItemId(cluster: string, provider: string): string {
  return `${encodeURIComponent(cluster)}/${encodeURIComponent(provider)}`;
}

async function readProvider(
  client: VcenterClient,
  cluster: string,
  provider: string,
  signal: AbortSignal,
): Promise<EstateItem<'key-providers'> | null> {
  const [info, certificate, csr] = await Promise.all([
    client.trustAuthorityKmsProviders.get(cluster, provider, { signal }),
    client.providerClientCertificate.get(cluster, provider, { signal }),
    client.providerClientCertificate.getCsr(cluster, provider, { signal }),
  ]);
  if (info === null) return null;
  const request = csr === null ? null : await readCsr(csr).catch(() => null);
  return {
    id: keyProviderItemId(cluster, provider),
    name: provider,
    trustAuthorityCluster: cluster,
    provider,
    health: info.health,
    details: info.details,
    masterKeyId: info.masterKeyId,
    servers: info.servers,
    clientCertificate:
      certificate === null ? null : await summariseCertificate(certificate),
    csr:
      request === null
        ? null
        : {
            subject: request.subject,
            keyType: request.keyType,
            publicKeySha256: request.publicKeySha256,
            pem: request.pem,
          },
  };
}
