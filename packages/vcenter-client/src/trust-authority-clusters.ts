import { notFoundAsNull } from './not-found.ts';
import { pathSegment } from './path-segment.ts';
import type { VcenterTransport } from './transport.ts';
import {
  trustAuthorityCluster,
  trustAuthorityClusters,
} from './wire/trust-authority-clusters.ts';

const PATH = '/api/vcenter/trusted-infrastructure/trust-authority-clusters';

/** A Trust Authority cluster; `state` is `ENABLE` or `DISABLE` in the vendor's words. */
export interface TrustAuthorityClusterState {
  id: string;
  state: string;
}

/** Trust Authority clusters; both calls are synchronous. */
export function createTrustAuthorityClusters(transport: VcenterTransport) {
  return {
    async list(): Promise<TrustAuthorityClusterState[]> {
      const clusters = await transport.read(
        trustAuthorityClusters,
        'a list of Trust Authority clusters',
        {
          method: 'GET',
          path: PATH,
        },
      );
      return clusters.map(({ cluster, state }) => ({ id: cluster, state }));
    },

    /** Null when there is no such cluster. */
    async get(cluster: string): Promise<TrustAuthorityClusterState | null> {
      const path = `${PATH}/${pathSegment(cluster)}`;
      const found = await notFoundAsNull(
        transport.read(trustAuthorityCluster, 'a Trust Authority cluster', {
          method: 'GET',
          path,
        }),
      );
      return found && { id: found.cluster, state: found.state };
    },
  };
}
