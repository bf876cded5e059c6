import { randomUUID } from 'node:crypto';

import type { Personality } from '../personality.ts';
import type { SimulatedCluster, VcenterState } from '../state.ts';

/** vCenter 9.1: no Trust Authority any more, but registered tokens. */
export const vc91: Personality = {
  version: '9.1.0.00000',
  build: '25148086',
  apiReleases: ['9.1.0.0', '9.0.0.0', '8.0.3.0', '8.0.2.0'],
  hasTrustedInfrastructure: false,
  hasRegisteredTokens: true,
  initialState: (): VcenterState => ({
    instanceId: randomUUID(),
    services: [],
    clusters: [
      cluster('domain-c9', 'Workload-01'),
      cluster('domain-c14', 'Workload-02'),
    ],
    trustAuthorityClusters: [],
    tasks: [],
    registeredTokens: [],
    certificatesReady: true,
  }),
};

function cluster(id: string, name: string): SimulatedCluster {
  return { id, name, services: [], applied: [], licensed: true };
}
