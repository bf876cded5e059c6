import type { VcenterTransport } from './transport.ts';
import { clusterSummaries } from './wire/inventory.ts';

/** One cluster of the inventory. */
export interface Cluster {
  id: string;
  name: string;
}

/** Inventory clusters, `/api/vcenter/cluster`; vCenter lists at most 1,000 of them. */
export function createClusters(transport: VcenterTransport) {
  return {
    async list(filter: { ids?: string[] } = {}): Promise<Cluster[]> {
      const query = filter.ids ? { clusters: filter.ids } : {};
      const clusters = await transport.read(
        clusterSummaries,
        'a list of clusters',
        {
          method: 'GET',
          path: '/api/vcenter/cluster',
          query,
        },
      );
      return clusters.map(({ cluster, name }) => ({ id: cluster, name }));
    },
  };
}
