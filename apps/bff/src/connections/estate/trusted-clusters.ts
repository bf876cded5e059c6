import type { EstateItem } from '@keyward/contract';
import { UpstreamError, type VcenterClient } from '@keyward/vcenter-client';

import {
  type CollectionReader,
  TASK_READ_FRESH_MS,
} from './collection-reader.ts';

export const trustedClusters: CollectionReader<'trusted-clusters', 'vcenter'> =
  {
    system: 'vcenter',
    capability: 'trusted-clusters',
    freshMs: TASK_READ_FRESH_MS,
    async read({ client, signal }) {
      const clusters = await client.clusters.list();
      return Promise.all(
        clusters.map(({ id, name }) => readCluster(client, id, name, signal)),
      );
    },
  };

async function readCluster(
  client: VcenterClient,
  id: string,
  name: string,
  signal: AbortSignal,
): Promise<EstateItem<'trusted-clusters'>> {
  const configured = (await client.trustedClusterKmsServices.query(id)) ?? [];
  const applied = await readApplied(client, id, signal);
  return {
    id,
    name,
    services: configured.map((service) => {
      const match = applied.services.find(
        (each) => each.service === service.service,
      );
      return {
        ...service,
        applied:
          match === undefined ? null : { health: match.health, details: [] },
      };
    }),
    drift: applied.services
      .filter((each) => each.service === null)
      .map(({ address, health }) => ({ address, health })),
    appliedError: applied.error,
  };
}

/** The applied side may be busy or unreadable on one cluster without hiding the rest of the estate. */
async function readApplied(
  client: VcenterClient,
  id: string,
  signal: AbortSignal,
) {
  try {
    return {
      services: await client.trustedClusterKmsAppliedConfig.query(id, {
        signal,
      }),
      error: null,
    };
  } catch (error) {
    if (
      !(error instanceof UpstreamError) ||
      (error.kind !== 'refused' && error.kind !== 'timeout')
    ) {
      throw error;
    }
    return {
      services: [],
      error:
        error.facts.messages[0]?.text ??
        'The applied configuration could not be read.',
    };
  }
}
