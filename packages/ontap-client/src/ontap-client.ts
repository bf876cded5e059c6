import type { FrozenRequest } from '@keyward/contract';
import type { Secret } from '@keyward/secrets';

import { listCertificates, readPublicCertificates } from './certificates.ts';
import type { PublicCertificate } from './certificates.ts';
import { getCluster } from './cluster.ts';
import { getJob, listJobs } from './jobs.ts';
import type { JobListMemory } from './jobs.ts';
import { getKeyManager, listKeyManagers } from './key-managers.ts';
import type { ListKeyManagersOptions } from './key-managers.ts';
import { getKeyServer, listKeyServers } from './key-servers.ts';
import type { ReadKeyServersOptions } from './key-servers.ts';
import { OntapConnection } from './ontap-connection.ts';
import type { OntapClientOptions } from './ontap-connection.ts';
import { probe } from './probe.ts';
import type { OntapProbe } from './probe.ts';
import { sendFrozen } from './send-frozen.ts';
import type { SentRequest } from './send-frozen.ts';
import type {
  Certificate,
  Cluster,
  Job,
  KeyManager,
  KeyServer,
} from './wire/index.ts';

/** The calls Keyward makes to one ONTAP cluster. Each rejects with UpstreamError. */
export interface OntapClient {
  getCluster(): Promise<Cluster>;
  listKeyManagers(options?: ListKeyManagersOptions): Promise<KeyManager[]>;
  getKeyManager(uuid: string): Promise<KeyManager>;
  listKeyServers(
    keyManager: string,
    options?: ReadKeyServersOptions,
  ): Promise<KeyServer[]>;
  getKeyServer(
    keyManager: string,
    server: string,
    options?: ReadKeyServersOptions,
  ): Promise<KeyServer>;
  listCertificates(): Promise<Certificate[]>;
  readPublicCertificates(
    uuids: readonly string[],
  ): Promise<PublicCertificate[]>;
  getJob(uuid: string): Promise<Job>;
  listJobs(uuids: readonly string[], memory?: JobListMemory): Promise<Job[]>;
  probe(): Promise<OntapProbe>;
  /** Resolves when the cluster accepts the account; rejects with kind `unauthenticated` when it does not. */
  testSignIn(): Promise<void>;
  sendFrozen(
    request: FrozenRequest,
    secrets: ReadonlyMap<string, Secret>,
  ): Promise<SentRequest>;
  close(): Promise<void>;
}

/**
 * A client of the ONTAP REST API (9.6 and later) with HTTP Basic on every request; there is no session to leak.
 *
 * Source: NetApp ONTAP REST API reference; security and cluster categories.
 */
export function createOntapClient(options: OntapClientOptions): OntapClient {
  const connection = new OntapConnection(options);
  return {
    getCluster: () => getCluster(connection),
    listKeyManagers: (wanted) => listKeyManagers(connection, wanted),
    getKeyManager: (uuid) => getKeyManager(connection, uuid),
    listKeyServers: (keyManager, wanted) =>
      listKeyServers(connection, keyManager, wanted),
    getKeyServer: (keyManager, server, wanted) =>
      getKeyServer(connection, keyManager, server, wanted),
    listCertificates: () => listCertificates(connection),
    readPublicCertificates: (uuids) =>
      readPublicCertificates(connection, uuids),
    getJob: (uuid) => getJob(connection, uuid),
    listJobs: (uuids, memory) => listJobs(connection, uuids, memory),
    probe: () => probe(connection),
    testSignIn: async () => void (await getCluster(connection)),
    sendFrozen: (request, secrets) => sendFrozen(connection, request, secrets),
    close: () => connection.close(),
  };
}
