import { EgressDenied } from './egress/egress-guard.ts';
import { tlsReasonOf } from './trust.ts';
import type { Trust } from './trust.ts';
import type { TlsReason } from './upstream-error.ts';

/** Why no connection came about. Internal: every request waiting for it makes its own UpstreamError of it. */
export class ConnectFailure extends Error {
  override readonly name = 'ConnectFailure';
  readonly kind: 'unreachable' | 'tls' | 'timeout' | 'egress';
  readonly tlsReason: TlsReason | undefined;

  constructor(
    kind: ConnectFailure['kind'],
    message: string,
    tlsReason?: TlsReason,
  ) {
    super(message);
    this.kind = kind;
    this.tlsReason = tlsReason;
  }
}

const TLS_SENTENCES = {
  pin_mismatch: 'The target presented another certificate than the pinned one.',
  expired: "The target's certificate has expired.",
  not_yet_valid: "The target's certificate is not valid yet.",
  untrusted:
    "The target's certificate does not come from the trusted authority.",
  name_mismatch: "The target's certificate is for another name.",
  handshake: 'No secure connection could be negotiated with the target.',
} as const satisfies Record<TlsReason, string>;

/** Reads any error of resolving, connecting or handshaking; its own text is not passed on. */
export function connectFailureFrom(
  error: unknown,
  mode: Trust['mode'],
): ConnectFailure {
  if (error instanceof ConnectFailure) return error;
  if (error instanceof EgressDenied) {
    // Nobody forbids it: the name server is what fails, and it may come back.
    if (error.reason === 'unresolvable') {
      return new ConnectFailure(
        'unreachable',
        'The name of the target cannot be resolved.',
      );
    }
    return new ConnectFailure('egress', error.message);
  }
  const code = errorCode(error);
  const reason = tlsReasonOf(code, mode);
  if (reason !== null) {
    return new ConnectFailure('tls', TLS_SENTENCES[reason], reason);
  }
  if (code === 'ETIMEDOUT') return connectTimeout();
  return new ConnectFailure(
    'unreachable',
    `The target cannot be reached${code === '' ? '' : ` (${code})`}.`,
  );
}

export function connectTimeout(): ConnectFailure {
  return new ConnectFailure(
    'timeout',
    'The target did not accept a connection in time.',
  );
}

/** The machine-readable code of a system error, or an empty text; nothing else of a foreign error is safe to repeat. */
export function errorCode(error: unknown): string {
  if (
    !(error instanceof Error) ||
    !('code' in error) ||
    typeof error.code !== 'string'
  ) {
    return '';
  }
  return /^[A-Z0-9_]{1,64}$/.test(error.code) ? error.code : '';
}
