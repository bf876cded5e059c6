import { randomUUID } from 'node:crypto';

import { SENTINEL_WORDS } from '../../vapi/sentinels.ts';
import type { Personality } from '../personality.ts';
import type {
  AppliedService,
  RegisteredService,
  SimulatedCluster,
  VcenterState,
} from '../state.ts';

const A1 = '6f1c3a52-7a1e-4c0f-9d0e-0d4f7c2b1a01';
const A2 = '6f1c3a52-7a1e-4c0f-9d0e-0d4f7c2b1a02';
const B1 = '9b7d44c8-2f60-4f1b-8e55-51a3c6d9e0b1';

/** vCenter 8.0.3 with trusted clusters and registered key provider services. */
export const vcWork: Personality = {
  version: '8.0.3.00400',
  build: '24322831',
  apiReleases: ['8.0.3.0', '8.0.2.0'],
  hasTrustedInfrastructure: true,
  hasRegisteredTokens: false,
  initialState: (): VcenterState => ({
    instanceId: randomUUID(),
    services: [
      service(A1, 'kms-a1.trust.corp.example', 'domain-c101'),
      service(A2, 'kms-a2.trust.corp.example', 'domain-c101'),
      service(B1, 'kms-b1.trust.corp.example', 'domain-c102'),
      ...SENTINEL_WORDS.map((word) => ({
        ...service(
          `svc-fail-${word}`,
          `${word}.lab.corp.example`,
          'domain-c-lab',
        ),
        listed: word === 'midway',
      })),
    ],
    clusters: [
      cluster(
        'domain-c8',
        'Prod-Trusted-01',
        [A1, A2],
        [applied('kms-a1', A1), applied('kms-a2', A2)],
      ),
      cluster('domain-c21', 'Prod-Trusted-02', [], []),
      cluster(
        'domain-c34',
        'Edge-Trusted-01',
        [B1],
        [
          {
            ...applied('kms-b1', B1),
            health: 'ERROR',
            details: ['Host esx-31.corp.example cannot reach the service.'],
          },
          {
            address: { hostname: 'kms-old.trust.corp.example', port: 443 },
            health: 'OK',
            details: [],
          },
        ],
      ),
      {
        ...cluster('domain-c-unlicensed', 'Lab-Unlicensed', [], []),
        licensed: false,
      },
      cluster('domain-c-fail-unauthorized', 'Lab-No-Privilege', [], []),
    ],
    trustAuthorityClusters: [],
    tasks: [],
    registeredTokens: [],
    certificatesReady: false,
  }),
};

function service(
  id: string,
  hostname: string,
  trustAuthorityCluster: string,
): RegisteredService {
  return {
    id,
    address: { hostname, port: 443 },
    group: `group-${trustAuthorityCluster}`,
    trustAuthorityCluster,
    certificates: [],
    listed: true,
  };
}

function cluster(
  id: string,
  name: string,
  services: string[],
  appliedServices: AppliedService[],
): SimulatedCluster {
  return { id, name, services, applied: appliedServices, licensed: true };
}

function applied(host: string, id: string): AppliedService {
  return {
    address: { hostname: `${host}.trust.corp.example`, port: 443 },
    health: 'OK',
    service: id,
    details: [],
  };
}
