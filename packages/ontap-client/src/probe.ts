import { UpstreamError } from '@keyward/upstream-http';

import { getCluster, versionText } from './cluster.ts';
import { KEY_MANAGERS_PATH } from './key-managers.ts';
import type { OntapConnection } from './ontap-connection.ts';
import { keyManagerPage } from './wire/index.ts';

export interface OntapProbe {
  /** `9.16.1` */
  version: string | null;
  product: string;
  capabilities: 'key-managers'[];
  facts: {
    clusterName: string | null;
    clusterUuid: string | null;
    release: string;
  };
}

/**
 * What this cluster is and can do. `key-managers` is found by asking for one, because an account may be
 * allowed less than the release offers.
 */
export async function probe(connection: OntapConnection): Promise<OntapProbe> {
  const cluster = await getCluster(connection);
  return {
    version: versionText(cluster),
    product: 'NetApp ONTAP',
    capabilities: (await answersKeyManagers(connection))
      ? ['key-managers']
      : [],
    facts: {
      clusterName: cluster.name ?? null,
      clusterUuid: cluster.uuid ?? null,
      release: cluster.version.full,
    },
  };
}

async function answersKeyManagers(
  connection: OntapConnection,
): Promise<boolean> {
  try {
    await connection.get(
      KEY_MANAGERS_PATH,
      { max_records: '1' },
      keyManagerPage,
    );
    return true;
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === 'refused') {
      return false;
    }
    throw error;
  }
}
