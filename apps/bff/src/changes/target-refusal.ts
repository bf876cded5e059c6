import {
  explainUpstream,
  type FieldError,
  type OperationId,
} from '@keyward/contract';
import { UpstreamError } from '@keyward/vcenter-client';

import { healthOf, recordHealth } from '../connections/connection-health.ts';
import type { ConnectionParts } from '../connections/connection-parts.ts';
import type { ConnectionRecord } from '../connections/connection-record.ts';
import { toProblem, upstreamCode } from '../http/error-mapper.ts';
import { Refusal } from '../http/refusal.ts';

/** A failure of the target as a refusal that names the field it is about. */
export async function atField(
  parts: ConnectionParts,
  record: ConnectionRecord,
  operation: OperationId,
  error: unknown,
): Promise<unknown> {
  if (error instanceof Refusal && error.code === 'connection_quarantined') {
    return new Refusal(error.code, {
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      nextStep:
        'Compare the certificate with the target’s own console, then decide about the connection.',
      fieldErrors: [fieldOf('/connectionId', error.code, error.detail ?? '')],
    });
  }
  if (!(error instanceof UpstreamError)) return error;
  const finding = healthOf(error);
  if (finding !== null) {
    await recordHealth(parts.db, record, finding).catch(() => undefined);
  }
  return refusalOfTarget(operation, error);
}

function refusalOfTarget(
  operation: OperationId,
  error: UpstreamError,
): Refusal {
  const code = upstreamCode(error);
  const { detail, title } = toProblem(error, '');
  const wait =
    error.retryAfterMs === undefined
      ? {}
      : { retryAfterSeconds: Math.ceil(error.retryAfterMs / 1_000) };
  if (error.kind !== 'refused') {
    return new Refusal(code, {
      detail: detail ?? title,
      upstream: error.facts,
      ...wait,
      nextStep: NEXT_STEPS[error.kind],
      fieldErrors: [fieldOf('/connectionId', code, title)],
    });
  }
  const explained = explainUpstream(operation, error.facts);
  return new Refusal(code, {
    detail: explained.sentence,
    nextStep: explained.nextStep,
    upstream: error.facts,
    ...wait,
    fieldErrors: [
      fieldOf(
        explained.field === null || explained.field === 'connection'
          ? '/connectionId'
          : `/input${explained.field}`,
        explained.code,
        explained.sentence,
      ),
    ],
  });
}

const NEXT_STEPS = {
  unauthenticated: 'Renew the stored password, then test the connection.',
  unreachable:
    'Check that the target is up and its address right, then try again.',
  timeout: 'The target is slow or does not answer; try again in a while.',
  tls: 'Compare the certificate with the target’s own console before you trust it.',
  protocol: 'Check that the address really is a target of this kind.',
  egress: 'Ask whoever runs this console to allow the address.',
} as const satisfies Record<Exclude<UpstreamError['kind'], 'refused'>, string>;

function fieldOf(pointer: string, code: string, message: string): FieldError {
  return { pointer, code, message };
}
