import { digestOf } from '@keyward/approval-proof';
import {
  type Check,
  ERROR_CODES,
  type ErrorCode,
  explainUpstream,
  type FieldError,
  type FrozenInput,
  type Json,
  OPERATIONS,
  type OperationId,
  type Plan,
  type Preview,
} from '@keyward/contract';
import { UpstreamError } from '@keyward/vcenter-client';

import { checkConnection } from '../connections/check-connection.ts';
import type { ConnectionParts } from '../connections/connection-parts.ts';
import { healthOf, recordHealth } from '../connections/connection-health.ts';
import {
  type ConnectionRecord,
  getConnection,
} from '../connections/connection-record.ts';
import { toProblem, upstreamCode } from '../http/error-mapper.ts';
import { Refusal, refuseField } from '../http/refusal.ts';
import type { PlainSecrets } from '../operations/operation-module.ts';
import { anyOperation } from '../operations/registry.ts';
import { withoutAnnouncements } from './freeze-input.ts';

export interface PreflightInput {
  operation: OperationId;
  connectionId: string;
  frozen: FrozenInput<OperationId>;
  plain: PlainSecrets;
  signal: AbortSignal;
}

export interface Preflight {
  record: ConnectionRecord;
  guard: Json;
  plan: Plan;
  checks: Check[];
  planDigest: string;
  observedAt: Date;
}

/**
 * Looks at the target and plans. Stores nothing.
 *
 * @throws Refusal naming the field, also for a target that is down, slow, not trusted or lacks the operation.
 */
export async function preflight(
  parts: ConnectionParts,
  input: PreflightInput,
): Promise<Preflight> {
  const { operation, frozen } = input;
  const module = anyOperation(operation);
  const admitted = await module.admit(frozen, input.plain, new Date());
  const record = await usableConnection(parts, operation, input.connectionId);
  const observed = await observeTarget(parts, record, input);
  const plan = module.plan(frozen, observed.guard);
  return {
    record,
    guard: observed.guard,
    plan,
    checks: [...admitted, ...observed.checks],
    planDigest: digestOf(
      module.plan(withoutAnnouncements(operation, frozen), observed.guard),
    ),
    observedAt: new Date(),
  };
}

export function presentPreview(found: Preflight): Preview {
  const { plan, checks, planDigest } = found;
  return { plan, checks, planDigest };
}

/** Reads only what the operation's plan depends on, past every cache. */
export async function observeTarget(
  parts: ConnectionParts,
  record: ConnectionRecord,
  input: Pick<PreflightInput, 'operation' | 'frozen' | 'signal'>,
): Promise<{ guard: Json; checks: Check[] }> {
  const module = anyOperation(input.operation);
  try {
    const connected = await parts.clients.open(record.id);
    return await module.observe(connected, input.frozen, input.signal);
  } catch (error) {
    throw await atField(parts, record, input.operation, error);
  }
}

/** @throws Refusal `operation_unavailable` on the field that chose the target */
async function usableConnection(
  parts: ConnectionParts,
  operation: OperationId,
  connectionId: string,
): Promise<ConnectionRecord> {
  const contract = OPERATIONS[operation];
  let record = await getConnection(parts.db, connectionId).catch(
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      throw refuseField(
        '/connectionId',
        'not_found',
        'There is no such connection.',
      );
    },
  );
  if (record.kind !== contract.system) {
    throw unavailable(
      operation,
      'This operation is for another kind of target.',
    );
  }
  if (record.capabilities.length === 0 && !record.isQuarantined) {
    await checkConnection(parts, record).catch(async (error: unknown) => {
      throw await atField(parts, record, operation, error);
    });
    record = await getConnection(parts.db, connectionId);
  }
  if (
    !record.isQuarantined &&
    !record.capabilities.includes(contract.capability)
  ) {
    throw unavailable(operation, contract.unavailable.reason);
  }
  return record;
}

function unavailable(operation: OperationId, reason: string): Refusal {
  return new Refusal('operation_unavailable', {
    detail: reason,
    nextStep: OPERATIONS[operation].unavailable.alternative,
    fieldErrors: [
      {
        pointer: '/connectionId',
        code: 'operation_unavailable',
        message: reason,
      },
    ],
  });
}

/** A failure of the target as a refusal that names the field it is about. */
async function atField(
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
  if (error.kind !== 'refused') {
    return new Refusal(code, {
      detail: detail ?? title,
      upstream: error.facts,
      nextStep: NEXT_STEPS[error.kind],
      fieldErrors: [fieldOf('/connectionId', code, title)],
    });
  }
  const explained = explainUpstream(operation, error.facts);
  return new Refusal(code, {
    detail: explained.sentence,
    nextStep: explained.nextStep,
    upstream: error.facts,
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

function isErrorCode(text: string): text is ErrorCode {
  return (ERROR_CODES as readonly string[]).includes(text);
}

/** @throws Refusal with the blocker's own code, else `preflight_failed`, naming every field. */
export function refuseBlockers(checks: readonly Check[]): void {
  const failed = checks.filter(
    (check) => check.severity === 'blocker' && !check.passed,
  );
  const first = failed[0];
  if (first === undefined) return;
  const code =
    first.code !== undefined && isErrorCode(first.code)
      ? first.code
      : 'preflight_failed';
  throw new Refusal(code, {
    detail: first.evidence,
    fieldErrors: failed.map((check) =>
      fieldOf(`/input${check.field ?? ''}`, check.id, check.evidence),
    ),
  });
}
