export { UpstreamError } from '@keyward/upstream-http';
export { createVcenterClient } from './client.ts';
export type { VcenterClient, VcenterClientOptions } from './client.ts';
export type { Cluster } from './clusters.ts';
export type {
  KeyProviderService,
  KeyProviderServiceDetail,
  ServiceAddress,
} from './key-provider-service.ts';
export type { VcenterCapability, VcenterProbe } from './probe.ts';
export {
  generateProviderCsrRequest,
  readGeneratedCsr,
  updateProviderClientCertificateRequest,
} from './provider-client-certificate.ts';
export { registerExpandedTokenRequest } from './registered-tokens.ts';
export type { OverflowTokenCheck, TokenPair } from './registered-tokens.ts';
export type { FrozenAnswer } from './send-frozen.ts';
export type { Credential } from './session.ts';
export { listCalls, taskFailure, TaskListMemory } from './tasks.ts';
export type { ListedTasks, RecentTaskFilter, WaitOptions } from './tasks.ts';
export type { TrustAuthorityClusterState } from './trust-authority-clusters.ts';
export type {
  KeyProvider,
  PeerCertificate,
  ProviderServer,
} from './trust-authority-kms-providers.ts';
export type {
  AppliedService,
  AppliedServiceDetail,
} from './trusted-cluster-kms-applied-config.ts';
export { configureClusterKmsServiceRequest } from './trusted-cluster-kms-services.ts';
export type { KmsServiceSource } from './trusted-cluster-kms-services.ts';
export { TASK_NAMES } from './wire/task-names.ts';
export type { TaskInfo, TaskProgress, TaskStatus } from './wire/tasks.ts';
