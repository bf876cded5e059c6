export type { ClientIdentity } from './client-key.ts';
export { DEFAULT_PROBE_LIMITS } from './limits.ts';
export type { ProbeLimits } from './limits.ts';
export { probeKeyServer } from './probe-key-server.ts';
export type { KeyServerProbe } from './probe-key-server.ts';
