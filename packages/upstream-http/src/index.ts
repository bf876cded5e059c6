export { AnswerMemory } from './answer-memory.ts';
export { callLabel } from './call-label.ts';
export { observeAll } from './call-observer.ts';
export type {
  CallObserver,
  CallOutcome,
  UpstreamCall,
} from './call-observer.ts';
export { ConnectFailure } from './connect-failure.ts';
export { lookUpChecked, openTcp, openTls } from './connect-in-layers.ts';
export type { LayerBounds } from './connect-in-layers.ts';
export {
  EgressDenied,
  createEgressGuard,
  resolveWithSystem,
} from './egress/egress-guard.ts';
export type {
  CheckedAddress,
  EgressGuard,
  EgressGuardOptions,
  EgressReason,
} from './egress/egress-guard.ts';
export { parseHost } from './egress/host-grammar.ts';
export type { Host } from './egress/host-grammar.ts';
export {
  EgressAllowError,
  parseEgressAllow,
} from './egress/parse-egress-allow.ts';
export type { EgressRule } from './egress/parse-egress-allow.ts';
export { DEFAULT_LIMITS } from './limits.ts';
export type { UpstreamLimits } from './limits.ts';
export { ontapFacts } from './ontap-facts.ts';
export { repeatBrokenRead } from './repeat-broken-read.ts';
export { ontapRefusal, vapiRefusal } from './refusal.ts';
export { LONGEST_RETRY_AFTER_MS, retryAfterMs } from './retry-after.ts';
export { scrubJson, scrubText } from './scrub.ts';
export type { Trust } from './trust.ts';
export { isAnotherCertificate, UpstreamError } from './upstream-error.ts';
export type {
  Delivery,
  TlsReason,
  UpstreamErrorKind,
} from './upstream-error.ts';
export { UpstreamHttp } from './upstream-http.ts';
export type { UpstreamAnswer, UpstreamHttpOptions } from './upstream-http.ts';
export type { System, UpstreamRequest } from './upstream-request.ts';
export { vapiFacts } from './vapi-facts.ts';
export type { AnswerLike } from './vapi-facts.ts';
export { probeCertificate } from './probe-certificate.ts';
export type { CertificateProbe, ProbeOptions } from './probe-certificate.ts';
export { PooledSession } from './session/pooled-session.ts';
export { SignInLimiter } from './session/sign-in-limiter.ts';
export type { SessionMethod } from './session/pooled-session.ts';
