import type { OperationId, Verification } from '@keyward/contract';
import type { Secret } from '@keyward/secrets';
import {
  OutcomeUnknown,
  type RepeatableStep,
  type StepContext,
  TaskFailure,
  TaskRetry,
} from '@keyward/task-engine';
import { UpstreamError } from '@keyward/vcenter-client';

import { Refusal } from '../http/refusal.ts';
import { anyOperation } from '../operations/registry.ts';
import { failureOf } from './explain-failure.ts';
import { outcomeUnknownInQuarantine } from './quarantined-task.ts';
import { reachToReadBack, readApplied, runOf } from './run-of.ts';
import type { TaskParts } from './task-parts.ts';
import { stepTitle } from './task-steps.ts';

/** A target may list a new object a moment after it said that it is done. */
const LOOKS = 3;
const PAUSE_MS = 700;
const TRIES = 6;
const LONGEST_PAUSE_MS = 10_000;

/** Reads the change back. A 2xx is not success; this is. */
export function verifyStep(
  parts: TaskParts,
  operation: OperationId,
  secrets: ReadonlyMap<string, Secret>,
): RepeatableStep {
  return {
    kind: 'repeatable',
    key: 'verify',
    title: stepTitle('verify', operation),
    async run(ctx) {
      try {
        return { verification: await readBack(parts, operation, ctx, secrets) };
      } catch (error) {
        throw whenUnreadable(operation, error, ctx);
      }
    },
  };
}

async function readBack(
  parts: TaskParts,
  operation: OperationId,
  ctx: StepContext,
  secrets: ReadonlyMap<string, Secret>,
): Promise<Verification> {
  const run = await runOf(parts, ctx, secrets, reachToReadBack);
  const applied = {
    ...readApplied(ctx.result('apply')),
    ...readApplied(ctx.result('await_upstream')),
  };
  for (let look = 1; ; look += 1) {
    const seen = await anyOperation(operation).verify(run, applied);
    if (seen.contradiction === undefined || look === LOOKS) return seen;
    await ctx.pause(PAUSE_MS);
  }
}

/** The change was accepted; not being able to read it back proves neither success nor failure. */
function whenUnreadable(
  operation: OperationId,
  error: unknown,
  ctx: StepContext,
): unknown {
  if (!(error instanceof UpstreamError) && !(error instanceof Refusal)) {
    return error;
  }
  if (error instanceof Refusal && error.code === 'connection_quarantined') {
    return outcomeUnknownInQuarantine();
  }
  if (ctx.attempt >= TRIES) {
    return new OutcomeUnknown({
      explanation: {
        code: 'not_read_back',
        sentence:
          'The target accepted the change, but it could not be read back.',
        nextStep: 'Look at the target and record what you found.',
        field: null,
      },
      ...(error instanceof UpstreamError ? { upstream: error.facts } : {}),
    });
  }
  const failure = failureFor(operation, error);
  return new TaskRetry({
    afterMs: Math.max(
      Math.min(1_000 * 2 ** (ctx.attempt - 1), LONGEST_PAUSE_MS),
      error instanceof UpstreamError ? (error.retryAfterMs ?? 0) : 0,
    ),
    explanation: failure.explanation,
    giveUp: { afterTries: TRIES + 1, failure },
  });
}

/** What it means for a reader that the target could not be read, in plain words. */
export function failureFor(
  operation: OperationId,
  error: UpstreamError | Refusal,
): TaskFailure {
  if (error instanceof UpstreamError) return failureOf(operation, error);
  return new TaskFailure({
    kind: 'unreachable',
    explanation: {
      code: error.code,
      sentence: error.detail ?? 'The target cannot be used now.',
      nextStep: 'Look at the connection.',
      field: 'connection',
    },
  });
}
