import type { FrozenRequest } from '@keyward/contract';
import type { Secret } from '@keyward/secrets';
import { UpstreamHttp } from '@keyward/upstream-http';
import type {
  CallObserver,
  EgressGuard,
  Trust,
  UpstreamLimits,
} from '@keyward/upstream-http';

import { createClusters } from './clusters.ts';
import { createKmsServices } from './kms-services.ts';
import { probeVcenter } from './probe.ts';
import type { VcenterProbe } from './probe.ts';
import { createProviderClientCertificate } from './provider-client-certificate.ts';
import { createRegisteredTokens } from './registered-tokens.ts';
import { sendFrozen } from './send-frozen.ts';
import type { FrozenAnswer } from './send-frozen.ts';
import { openVcenterSession } from './session.ts';
import type { Credential } from './session.ts';
import { createSystem } from './system.ts';
import { createTasks } from './tasks.ts';
import { VcenterTransport } from './transport.ts';
import { createTrustAuthorityClusters } from './trust-authority-clusters.ts';
import { createTrustAuthorityKmsProviders } from './trust-authority-kms-providers.ts';
import { createTrustedClusterKmsAppliedConfig } from './trusted-cluster-kms-applied-config.ts';
import { createTrustedClusterKmsServices } from './trusted-cluster-kms-services.ts';

export interface VcenterClientOptions {
  host: string;
  port: number;
  trust: Trust;
  egress: EgressGuard;
  credential: Credential;
  limits?: Partial<UpstreamLimits>;
  /** Told whenever the target showed a certificate that the trust does not cover. */
  onUntrusted?: () => void;
  /** Sees every request, for the stored connection of this id. */
  observer?: CallObserver;
  connectionId?: string;
}

/** One vCenter under one account: a pooled session and one member per vendor resource. */
export interface VcenterClient {
  readonly clusters: ReturnType<typeof createClusters>;
  readonly kmsServices: ReturnType<typeof createKmsServices>;
  readonly trustedClusterKmsServices: ReturnType<
    typeof createTrustedClusterKmsServices
  >;
  readonly trustedClusterKmsAppliedConfig: ReturnType<
    typeof createTrustedClusterKmsAppliedConfig
  >;
  readonly trustAuthorityClusters: ReturnType<
    typeof createTrustAuthorityClusters
  >;
  readonly trustAuthorityKmsProviders: ReturnType<
    typeof createTrustAuthorityKmsProviders
  >;
  readonly providerClientCertificate: ReturnType<
    typeof createProviderClientCertificate
  >;
  readonly tasks: ReturnType<typeof createTasks>;
  readonly registeredTokens: ReturnType<typeof createRegisteredTokens>;
  readonly system: ReturnType<typeof createSystem>;
  /** Version and capabilities; signs in. */
  probe(): Promise<VcenterProbe>;
  /** Signs in, or makes sure that the session is alive; throws the UpstreamError of the attempt. */
  testSignIn(): Promise<void>;
  /**
   * Sends an approved request; `secrets` maps input pointers to values.
   *
   * @throws UpstreamError for every status of 400 and above; its `delivery` tells whether the request may have arrived.
   */
  sendFrozen(
    request: FrozenRequest,
    secrets: ReadonlyMap<string, Secret>,
    signal?: AbortSignal,
  ): Promise<FrozenAnswer>;
  /** Signs out and closes all connections. */
  close(): Promise<void>;
}

/** Makes the client; nothing is sent before its first call. */
export function createVcenterClient(
  options: VcenterClientOptions,
): VcenterClient {
  const { credential, ...endpoint } = options;
  const http = new UpstreamHttp({ system: 'vcenter', ...endpoint });
  const session = openVcenterSession(http, credential);
  const transport = new VcenterTransport(http, session);
  const tasks = createTasks(transport);
  const system = createSystem(transport);
  const kmsServices = createKmsServices(transport);
  const trustAuthorityClusters = createTrustAuthorityClusters(transport);
  return {
    clusters: createClusters(transport),
    kmsServices,
    trustedClusterKmsServices: createTrustedClusterKmsServices(transport),
    trustedClusterKmsAppliedConfig: createTrustedClusterKmsAppliedConfig(tasks),
    trustAuthorityClusters,
    trustAuthorityKmsProviders: createTrustAuthorityKmsProviders(tasks),
    providerClientCertificate: createProviderClientCertificate(tasks),
    tasks,
    registeredTokens: createRegisteredTokens(http),
    system,
    probe: () => probeVcenter({ system, kmsServices, trustAuthorityClusters }),
    testSignIn: async () => {
      await transport.send({ method: 'GET', path: '/api/session' });
    },
    sendFrozen: (request, secrets, signal) =>
      sendFrozen(transport, request, secrets, signal),
    async close() {
      await session.close();
      await http.close();
    },
  };
}
