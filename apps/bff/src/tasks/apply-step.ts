import {
  type ErrorCode,
  type FailureKind,
  isConsoleOperation,
  isImmediate,
  type OperationId,
} from '@keyward/contract';
import {
  SealedError,
  type Secret,
  SecretIntegrityError,
} from '@keyward/secrets';
import {
  type EffectProof,
  type EffectStep,
  type StepContext,
  TaskFailure,
  TaskRetry,
} from '@keyward/task-engine';
import { UpstreamError } from '@keyward/vcenter-client';

import { type ChangeRecord, getChange } from '../changes/change-record.ts';
import { readFrozenInput } from '../changes/freeze-input.ts';
import { lateKeysOf } from '../changes/late-keys.ts';
import { Refusal } from '../http/refusal.ts';
import type { Effect } from '../operations/operation-module.ts';
import { anyOperation } from '../operations/registry.ts';
import {
  busyMeaning,
  isBusyEnd,
  laterOrNever,
  pauseMs,
} from './busy-target.ts';
import { checkBeforeSending } from './check-step.ts';
import { failureOf, provesNothingHappened } from './explain-failure.ts';
import { openSecrets, readApplied, runOf } from './run-of.ts';
import { secretLost } from './secret-lost.ts';
import type { TaskParts } from './task-parts.ts';
import { stepTitle } from './task-steps.ts';

type Secrets = ReadonlyMap<string, Secret>;

/**
 * Sends the frozen request, once. `inMemory` holds the secrets of a change that stores none; null says that they are
 * sealed, or gone, so that it can only look.
 */
export function applyStep(
  parts: TaskParts,
  operation: OperationId,
  inMemory: Secrets | null,
): EffectStep {
  const runsAtOnce = isImmediate(operation);
  return {
    kind: 'effect',
    key: 'apply',
    title: stepTitle('apply', operation),
    send: (ctx) => send(parts, operation, ctx, inMemory),
    async findEffect(ctx) {
      const effect = await anyOperation(operation).findEffect(
        await runOf(parts, ctx),
      );
      return effect.found === 'applied'
        ? { found: 'applied', result: effect.applied }
        : effect;
    },
    proof: (error) => proofOf(operation, error, runsAtOnce),
  };
}

async function send(
  parts: TaskParts,
  operation: OperationId,
  ctx: StepContext,
  inMemory: Secrets | null,
): Promise<unknown> {
  const change = await getChange(parts.db, ctx.task.change_id);
  // Looked for at the target and not found there; without the key it cannot be sent again.
  if (inMemory === null && lateKeysOf(change).size > 0) throw secretLost();
  const isPatient = !isImmediate(operation) && !isConsoleOperation(operation);
  if (isPatient && ctx.task.tries > 0) {
    await checkBeforeSending(parts, change, ctx);
  }
  try {
    const secrets = inMemory ?? (await openSecrets(parts, change));
    const run = await runOf(parts, ctx, secrets);
    // The last look at lease and fence before the wire.
    await ctx.guard();
    const applied = await anyOperation(operation).apply(run);
    if (applied.upstreamTaskId !== undefined) {
      await ctx.upstreamTask(applied.upstreamTaskId);
    }
    return readApplied(applied);
  } catch (error) {
    if (isPatient && error instanceof UpstreamError) {
      const found = await whenBusy(parts, operation, ctx, error);
      if (found !== null) return found;
    }
    throw whatItMeans(operation, error, isOfParts(operation, change));
  }
}

/** A refusal of one of several parts, or of all; which it was can only be seen at the target. */
class RefusedInPart extends TaskFailure {}

function isOfParts(operation: OperationId, { input }: ChangeRecord): boolean {
  return anyOperation(operation).isOfParts(readFrozenInput(operation, input));
}

const LOOKS = 2;
const BETWEEN_LOOKS_MS = 1_000;

/**
 * A target that asks for time gets it, when nothing of the change is there. What it says of a change that it may have
 * taken is not believed: after the time it wants, the change is looked for twice before it is sent again.
 *
 * @returns the effect when it is there after all, null when the error means something else
 * @throws TaskRetry, TaskFailure
 */
async function whenBusy(
  parts: TaskParts,
  operation: OperationId,
  ctx: StepContext,
  error: UpstreamError,
): Promise<unknown> {
  const meaning = busyMeaning(error);
  if (meaning === null) return null;
  const waitMs = pauseMs(error, ctx.task.tries);
  if (meaning === 'not_taken') {
    throw await laterOrNever(parts, ctx, error, waitMs);
  }
  await ctx.pause(waitMs);
  for (let look = 1; look <= LOOKS; look += 1) {
    const effect = await lookWhenAllowed(parts, operation, ctx);
    if (effect?.found === 'applied') return readApplied(effect.applied);
    if (effect?.found !== 'not_applied') return null;
    await ctx.pause(BETWEEN_LOOKS_MS);
  }
  throw await laterOrNever(parts, ctx, error, BETWEEN_LOOKS_MS);
}

/** Null when the target cannot be read; the engine then looks again in its own time. */
async function lookWhenAllowed(
  parts: TaskParts,
  operation: OperationId,
  ctx: StepContext,
): Promise<Effect | null> {
  const look = async (): Promise<Effect> =>
    anyOperation(operation).findEffect(await runOf(parts, ctx));
  return look().catch(async (error: unknown) => {
    if (!(error instanceof UpstreamError)) return null;
    if (error.retryAfterMs === undefined) return null;
    await ctx.pause(error.retryAfterMs);
    return look().catch(() => null);
  });
}

/** A definite answer becomes a failure here; what may or may not have arrived stays as it is. */
function whatItMeans(
  operation: OperationId,
  error: unknown,
  hasParts: boolean,
): unknown {
  if (error instanceof SecretIntegrityError) {
    return new TaskFailure({
      kind: 'integrity',
      explanation: {
        code: 'secret_integrity',
        sentence:
          'A sealed secret of this change cannot be opened. Nothing was sent.',
        nextStep:
          'Check that the console runs with its own key-encryption key; tell whoever runs it.',
        field: null,
      },
    });
  }
  if (error instanceof Refusal && provesNothing(operation, error)) {
    return refusedHere(error);
  }
  if (
    error instanceof UpstreamError &&
    (error.kind === 'refused' || error.kind === 'unauthenticated')
  ) {
    const failure = failureOf(operation, error);
    // Who is not let in has done none of it.
    if (!hasParts || error.kind === 'unauthenticated') return failure;
    const { kind, explanation } = failure;
    return new RefusedInPart({ kind, explanation, upstream: error.facts });
  }
  return error;
}

/** What we refuse ourselves comes before the wire, and a change of the console is one transaction that was undone. */
function provesNothing(operation: OperationId, refusal: Refusal): boolean {
  return (
    isConsoleOperation(operation) ||
    refusal.code === 'change_stale' ||
    refusal.code === 'connection_quarantined'
  );
}

const KINDS: Partial<Record<ErrorCode, FailureKind>> = {
  change_stale: 'stale',
  connection_quarantined: 'unreachable',
};

function refusedHere(refusal: Refusal): TaskFailure {
  const { code, detail, fieldErrors, upstream, extra } = refusal;
  return new TaskFailure({
    kind: KINDS[code] ?? 'refused',
    explanation: {
      code,
      sentence:
        detail ?? fieldErrors?.[0]?.message ?? 'It can no longer be done.',
      nextStep: extra.nextStep ?? 'Copy it into a new change.',
      field: null,
    },
    ...(upstream === undefined ? {} : { upstream }),
  });
}

function proofOf(
  operation: OperationId,
  error: unknown,
  isImmediate: boolean,
): EffectProof {
  // Whoever asks for another try has made sure that nothing arrived.
  if (error instanceof TaskRetry) return 'retry_not_sent';
  if (error instanceof TaskFailure) {
    if (
      isBusyEnd(error) ||
      error.kind === 'integrity' ||
      error.kind === 'stale' ||
      error.explanation.code === 'connection_quarantined' ||
      error.kind === 'secret_lost' ||
      isConsoleOperation(operation)
    ) {
      return 'nothing_happened';
    }
    return !(error instanceof RefusedInPart) &&
      provesNothingHappened(operation, error)
      ? 'nothing_happened'
      : 'unproven';
  }
  // Without a key nothing was opened, so nothing was sent.
  if (error instanceof SealedError) return 'retry_not_sent';
  if (!(error instanceof UpstreamError)) return 'unproven';
  if (error.delivery !== 'not_sent') return 'unproven';
  // Tokens live in memory only, so there is no later try to wait for.
  return isImmediate ? 'nothing_happened' : 'retry_not_sent';
}
