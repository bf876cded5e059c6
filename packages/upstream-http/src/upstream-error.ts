import type { UpstreamFacts } from '@keyward/contract';

export type { UpstreamFacts };
export type UpstreamErrorKind =
  | 'refused'
  | 'unauthenticated'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'protocol'
  | 'egress';

/**
 * How far a request got: `not_sent`, no byte of it left; `maybe_sent`, the target may have received it;
 * `answered`, an HTTP status came back, although perhaps not the whole body.
 */
export type Delivery = 'not_sent' | 'maybe_sent' | 'answered';

export type TlsReason =
  | 'pin_mismatch'
  | 'expired'
  | 'not_yet_valid'
  | 'untrusted'
  | 'name_mismatch'
  | 'handshake';

/** Whether somebody else may be answering. A certificate that is only out of date or too weak is still the target's own. */
export function isAnotherCertificate(reason: TlsReason | undefined): boolean {
  return (
    reason === 'pin_mismatch' ||
    reason === 'untrusted' ||
    reason === 'name_mismatch'
  );
}

export interface UpstreamErrorOptions {
  kind: UpstreamErrorKind;
  delivery: Delivery;
  facts: UpstreamFacts;
  message: string;
  tlsReason?: TlsReason | undefined;
  retryAfterMs?: number | undefined;
}

/**
 * Everything that can go wrong between Keyward and a target. The message is a sentence of ours and holds no text of the
 * target; what the target said is in `facts`, scrubbed and bounded. There is no `cause`: a foreign error may carry the
 * request or its headers.
 */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly kind: UpstreamErrorKind;
  readonly delivery: Delivery;
  readonly facts: UpstreamFacts;
  readonly tlsReason?: TlsReason;
  /** How long the target, or our own restraint, asks to wait before the next try; at most five minutes. */
  readonly retryAfterMs?: number;

  constructor({
    kind,
    delivery,
    facts,
    message,
    tlsReason,
    retryAfterMs,
  }: UpstreamErrorOptions) {
    super(message);
    this.kind = kind;
    this.delivery = delivery;
    this.facts = facts;
    if (tlsReason !== undefined) this.tlsReason = tlsReason;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }
}
