import type { TaskEffect } from './task-effect.ts';

/** A type, not an interface: only a type fits the index signature of the wire's loose objects. */
export type Address = { hostname: string; port?: number };

export interface RegisteredService {
  id: string;
  address: Address;
  group: string;
  trustAuthorityCluster: string;
  certificates: string[];
  /** False for sentinels: found by id, not in lists. */
  listed: boolean;
}

export interface AppliedService {
  address: Address;
  health: 'NONE' | 'OK' | 'ERROR';
  service?: string;
  details: string[];
}

export interface SimulatedCluster {
  id: string;
  name: string;
  /** Ids of the services the cluster is configured for: the desired state. */
  services: string[];
  /** What its hosts really use. */
  applied: AppliedService[];
  licensed: boolean;
}

type Health = 'NONE' | 'OK' | 'WARNING' | 'ERROR';

export interface SimulatedKmipServer {
  name: string;
  address: Address;
  health: Health;
  details: string[];
  clientTrustsServer: boolean;
  serverTrustsClient: boolean;
  /** What the server shows, PEM; null when it cannot be reached. */
  certificate: string | null;
}

export interface SimulatedProvider {
  name: string;
  masterKeyId: string;
  description: string;
  username?: string;
  health: Health;
  details: string[];
  servers: SimulatedKmipServer[];
  clientCertificate: string | null;
  /** The last signing request and the hash of its public key; the private key never leaves the hosts. */
  csr: { pem: string; publicKeySha256: string } | null;
  listed: boolean;
}

interface TrustAuthorityCluster {
  id: string;
  state: 'ENABLE' | 'DISABLE';
  providers: SimulatedProvider[];
}

export interface SimulatedTask {
  id: string;
  service: string;
  operation: string;
  description: { id: string; text: string; args: string[] };
  target: { type: string; id: string };
  user: string;
  acceptedAt: number;
  durationMs: number;
  /** PENDING, RUNNING and BLOCKED follow from the clock until the task ends. */
  ended: {
    at: number;
    status: 'SUCCEEDED' | 'FAILED';
    result?: unknown;
    error?: unknown;
  } | null;
  cancelable: boolean;
  behaviour: 'normal' | 'midway' | 'midway-no-error' | 'partial' | 'blocked';
  effect: TaskEffect;
}

/** Everything a simulated vCenter keeps over a restart. */
export interface VcenterState {
  /** Audience of access tokens for this vCenter. */
  instanceId: string;
  clusters: SimulatedCluster[];
  services: RegisteredService[];
  trustAuthorityClusters: TrustAuthorityCluster[];
  tasks: SimulatedTask[];
  /** SHA-256 of registered overflow tokens and when they end (seconds since the epoch). */
  registeredTokens: { sha256: string; expiresAt: number }[];
  certificatesReady: boolean;
}
