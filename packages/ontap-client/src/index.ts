export { jobFailure, JobListMemory } from './jobs.ts';
export { createOntapClient } from './ontap-client.ts';
export type { OntapClient } from './ontap-client.ts';
export type { PublicCertificate } from './certificates.ts';
export { versionText } from './cluster.ts';
export type { ListKeyManagersOptions } from './key-managers.ts';
export type { ReadKeyServersOptions } from './key-servers.ts';
export type { OntapClientOptions } from './ontap-connection.ts';
export type { OntapProbe } from './probe.ts';
export type { SentRequest } from './send-frozen.ts';
export type {
  Certificate,
  Cluster,
  Job,
  KeyManager,
  KeyServer,
} from './wire/index.ts';
export { UpstreamError } from '@keyward/upstream-http';
export type {
  Delivery,
  TlsReason,
  UpstreamErrorKind,
} from '@keyward/upstream-http';
