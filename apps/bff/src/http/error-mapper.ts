import {
  type ErrorCode,
  type Problem,
  statusOf,
  titleOf,
} from '@keyward/contract';
import { AuditUnavailable } from '@keyward/database';
import { SealedError } from '@keyward/secrets';
import { UpstreamError } from '@keyward/vcenter-client';

import { isDatabaseAway } from './database-away.ts';
import { sealedRefusal } from '../key-custody/sealed-words.ts';
import { Refusal } from './refusal.ts';

const UPSTREAM_CODES = {
  refused: 'upstream_refused',
  unauthenticated: 'upstream_auth_failed',
  unreachable: 'upstream_unreachable',
  tls: 'upstream_tls',
  timeout: 'upstream_timeout',
  protocol: 'upstream_protocol_error',
  egress: 'egress_denied',
} as const satisfies Record<UpstreamError['kind'], ErrorCode>;

/** The console's code for a failed upstream call; an upstream status never becomes ours. */
export function upstreamCode(error: UpstreamError): ErrorCode {
  return UPSTREAM_CODES[error.kind];
}

/**
 * The only place where an error becomes an answer. Foreign errors lose their message: it may quote the request.
 */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Refusal) {
    return {
      ...problemOf(error.code, requestId),
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      ...(error.fieldErrors === undefined
        ? {}
        : { fieldErrors: error.fieldErrors }),
      ...(error.upstream === undefined ? {} : { upstream: error.upstream }),
      ...error.extra,
    };
  }
  if (error instanceof UpstreamError) {
    const code = upstreamCode(error);
    return {
      ...problemOf(code, requestId),
      detail: upstreamDetail(error),
      upstream: error.facts,
    };
  }
  if (error instanceof SealedError) {
    return toProblem(sealedRefusal('key_missing'), requestId);
  }
  if (isDatabaseAway(error)) {
    return {
      ...problemOf('audit_unavailable', requestId),
      detail: 'The database does not answer, so nothing was done.',
      nextStep: 'Try again in a moment; nothing was half done.',
      retryAfterSeconds: 5,
    };
  }
  if (error instanceof AuditUnavailable) {
    return {
      ...problemOf('audit_unavailable', requestId),
      nextStep: 'Nothing was changed. Tell whoever runs this console.',
      retryAfterSeconds: 30,
    };
  }
  return problemOf('internal', requestId);
}

function upstreamDetail(error: UpstreamError): string {
  if (error.kind === 'tls') return TLS_REASONS[error.tlsReason ?? 'handshake'];
  return error.facts.messages[0]?.text ?? titleOf(upstreamCode(error));
}

const TLS_REASONS = {
  pin_mismatch: 'The target showed another certificate than the pinned one.',
  expired: 'The target’s certificate has expired.',
  not_yet_valid: 'The target’s certificate is not valid yet.',
  untrusted: 'The target’s certificate is not signed by the trusted authority.',
  name_mismatch: 'The target’s certificate is for another name.',
  handshake: 'The secure connection could not be set up.',
} as const satisfies Record<NonNullable<UpstreamError['tlsReason']>, string>;

function problemOf(code: ErrorCode, requestId: string): Problem {
  return { code, title: titleOf(code), status: statusOf(code), requestId };
}
