import { digestOf } from '@keyward/approval-proof';
import {
  type Check,
  ERROR_CODES,
  type ErrorCode,
  type FrozenInput,
  type FrozenTarget,
  isConsoleOperation,
  type Json,
  type OperationId,
  type Plan,
  type Preview,
  TARGET_OPERATIONS,
  type TargetOperationId,
} from '@keyward/contract';

import type { Queryable } from '@keyward/database';

import { checkConnection } from '../connections/check-connection.ts';
import type { ConnectionParts } from '../connections/connection-parts.ts';
import {
  type ConnectionRecord,
  freezeTarget,
  getConnection,
} from '../connections/connection-record.ts';
import { databaseTime } from '../database-time.ts';
import { Refusal, refuseField } from '../http/refusal.ts';
import type { PlainSecrets } from '../operations/operation-module.ts';
import { reach } from '../operations/reach.ts';
import { anyOperation } from '../operations/registry.ts';
import { withoutAnnouncements } from './freeze-input.ts';
import { type ExpectedKeys, expectedKeys, lateChecks } from './late-keys.ts';
import { conflictsOf, findLastSame } from './same-object.ts';
import { conflictChecks } from './open-conflicts.ts';
import { atField } from './target-refusal.ts';

export interface PreflightInput {
  operation: OperationId;
  /** Left out for operations on the console itself. */
  connectionId?: string | undefined;
  frozen: FrozenInput<OperationId>;
  plain: PlainSecrets;
  /** Pointers of the secrets that come after the approval. */
  late: readonly string[];
  signal: AbortSignal;
}

export interface Preflight {
  /** Null when the change is of the console itself. */
  record: ConnectionRecord | null;
  target: FrozenTarget;
  guard: Json;
  plan: Plan;
  checks: Check[];
  planDigest: string;
  observedAt: Date;
  /** Public keys of the secrets that come after the approval. */
  lateKeys: ExpectedKeys;
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
  const lateKeys = await expectedKeys(operation, frozen, input.late);
  const record = isConsoleOperation(operation)
    ? null
    : await usableConnection(parts, operation, input.connectionId ?? '');
  const observed = await observeTarget(parts, record, input);
  const observedAt = new Date(await databaseTime(parts.db));
  const plan = module.plan(frozen, observed.guard);
  const target: FrozenTarget =
    record === null ? { type: 'console' } : freezeTarget(record);
  const conflicts = await conflictChecks(parts.db, {
    id: null,
    operation,
    frozen,
    target,
  });
  return {
    record,
    target,
    guard: observed.guard,
    plan,
    checks: [
      ...admitted,
      ...lateChecks(lateKeys),
      ...observed.checks,
      ...conflicts,
    ],
    planDigest: digestOf(
      module.plan(withoutAnnouncements(operation, frozen), observed.guard),
    ),
    observedAt,
    lateKeys,
  };
}

/** What was found, and what else there is about the same object. */
export async function presentPreview(
  db: Queryable,
  { operation, frozen }: Pick<PreflightInput, 'operation' | 'frozen'>,
  { plan, checks, planDigest, target }: Preflight,
): Promise<Preview> {
  const change = { id: null, operation, frozen, target };
  return {
    plan,
    checks,
    planDigest,
    conflicts: await conflictsOf(db, change),
    lastSame: await findLastSame(db, change),
  };
}

/** Reads only what the operation's plan depends on, past every cache; null is the console itself. */
export async function observeTarget(
  parts: ConnectionParts,
  record: ConnectionRecord | null,
  input: Pick<PreflightInput, 'operation' | 'frozen' | 'signal'>,
): Promise<{ guard: Json; checks: Check[] }> {
  const module = anyOperation(input.operation);
  try {
    const reached = await reach(parts, record?.id ?? null);
    return await module.observe(reached, input.frozen, input.signal);
  } catch (error) {
    if (record === null) throw error;
    throw await atField(parts, record, input.operation, error);
  }
}

/** @throws Refusal `operation_unavailable` on the field that chose the target */
async function usableConnection(
  parts: ConnectionParts,
  operation: TargetOperationId,
  connectionId: string,
): Promise<ConnectionRecord> {
  const contract = TARGET_OPERATIONS[operation];
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

function unavailable(operation: TargetOperationId, reason: string): Refusal {
  return new Refusal('operation_unavailable', {
    detail: reason,
    nextStep: TARGET_OPERATIONS[operation].unavailable.alternative,
    fieldErrors: [
      {
        pointer: '/connectionId',
        code: 'operation_unavailable',
        message: reason,
      },
    ],
  });
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
    fieldErrors: failed.map((check) => ({
      pointer: `/input${check.field ?? ''}`,
      code: check.id,
      message: check.evidence,
    })),
  });
}
