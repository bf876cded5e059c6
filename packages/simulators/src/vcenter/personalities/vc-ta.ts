import { randomUUID } from 'node:crypto';

import { SENTINEL_WORDS } from '../../vapi/sentinels.ts';
import type { Personality } from '../personality.ts';
import type {
  SimulatedCluster,
  SimulatedKmipServer,
  SimulatedProvider,
  VcenterState,
} from '../state.ts';

const KMIP_PORT = 5696;

/** vCenter 8.0.3 that manages Trust Authority clusters and their KMIP key providers. */
export const vcTa: Personality = {
  version: '8.0.3.00400',
  build: '24322831',
  apiReleases: ['8.0.3.0', '8.0.2.0'],
  hasTrustedInfrastructure: true,
  hasRegisteredTokens: false,
  initialState: (): VcenterState => ({
    instanceId: randomUUID(),
    services: [],
    clusters: [
      cluster('domain-c101', 'TA-Cluster-A'),
      cluster('domain-c102', 'TA-Cluster-B'),
    ],
    trustAuthorityClusters: [
      {
        id: 'domain-c101',
        state: 'ENABLE',
        providers: [
          provider('kmip-prod', 'mk-prod-2026', 'OK', [
            server('kms1'),
            server('kms2'),
          ]),
          {
            ...provider('kmip-dr', 'mk-dr-2025', 'WARNING', [
              server('kms-dr1'),
              {
                ...server('kms-dr2'),
                health: 'WARNING',
                serverTrustsClient: false,
                details: ['The server refuses the client certificate.'],
              },
            ]),
            details: [
              'One of two key servers does not trust the client certificate.',
            ],
          },
          ...sentinels(),
        ],
      },
      {
        id: 'domain-c102',
        state: 'ENABLE',
        providers: [
          {
            ...provider('kmip-archive', 'mk-archive-2024', 'ERROR', [
              {
                ...server('kms-archive'),
                health: 'ERROR',
                clientTrustsServer: false,
                serverTrustsClient: false,
                details: ['The server cannot be reached.'],
              },
            ]),
            details: ['No key server can be reached.'],
          },
          provider('kmip-new', 'mk-new-2026', 'NONE', [
            { ...server('kms-new'), health: 'NONE', serverTrustsClient: false },
          ]),
          ...sentinels(),
        ],
      },
    ],
    tasks: [],
    registeredTokens: [],
    certificatesReady: false,
  }),
};

function sentinels(): SimulatedProvider[] {
  return SENTINEL_WORDS.map((word) => ({
    ...provider(`fail-${word}`, 'mk-lab', 'OK', [server('kms-lab')]),
    listed: false,
  }));
}

function cluster(id: string, name: string): SimulatedCluster {
  return { id, name, services: [], applied: [], licensed: true };
}

function provider(
  name: string,
  masterKeyId: string,
  health: SimulatedProvider['health'],
  servers: SimulatedKmipServer[],
): SimulatedProvider {
  return {
    name,
    masterKeyId,
    description: `KMIP key servers of ${name}`,
    username: `svc-${name}`,
    health,
    details: [],
    servers,
    clientCertificate: null,
    csr: null,
    listed: true,
  };
}

function server(name: string): SimulatedKmipServer {
  return {
    name,
    address: { hostname: `${name}.corp.example`, port: KMIP_PORT },
    health: 'OK',
    details: [],
    clientTrustsServer: true,
    serverTrustsClient: true,
    certificate: null,
  };
}
