import type { Explanation, OperationId } from '@keyward/contract';
import {
  type RepeatableStep,
  type StepContext,
  TaskFailure,
  TaskRetry,
} from '@keyward/task-engine';
import { sql } from 'kysely';

import {
  type ChangeRecord,
  getChange,
  isIntact,
} from '../changes/change-record.ts';
import { observeChange } from '../changes/look-again.ts';
import { movedFacts } from '../changes/moved-facts.ts';
import { conflictChecksOf } from '../changes/open-conflicts.ts';
import { countStandingApprovals } from '../changes/quorum.ts';
import { Refusal } from '../http/refusal.ts';
import { isBusyStatus, LONGEST_WAIT_MS } from './busy-target.ts';
import type { TaskParts } from './task-parts.ts';
import { stepTitle } from './task-steps.ts';

const TRIES = 5;
const LONGEST_PAUSE_MS = 8_000;
const UNTIL_DEADLINE = Number.MAX_SAFE_INTEGER;

/** Before anything is sent: the change is what was approved, by people who still may, and the target has not moved. */
export function checkStep(
  parts: TaskParts,
  operation: OperationId,
): RepeatableStep {
  return {
    kind: 'repeatable',
    key: 'check',
    title: stepTitle('check', operation),
    deadlineMs: LONGEST_WAIT_MS,
    async run(ctx) {
      const change = await getChange(parts.db, ctx.task.change_id);
      await checkBeforeSending(parts, change, ctx);
      return { note: 'Approved as it is, and nothing has moved.' };
    },
  };
}

/**
 * Also asked again when a sending had to wait for its target: it then is what was approved at that moment, not earlier.
 *
 * @throws TaskFailure that says what no longer holds. @throws TaskRetry when the target cannot be read just now
 */
export async function checkBeforeSending(
  parts: TaskParts,
  change: ChangeRecord,
  { signal, attempt }: Pick<StepContext, 'signal' | 'attempt'>,
): Promise<void> {
  refuseAltered(change);
  await refuseLostApproval(parts, change);
  await refuseExpired(parts, change);
  await refuseTooEarly(parts, change);
  await refuseConflict(parts, change);
  await refuseMoved(parts, change, signal, attempt);
}

function refuseAltered(change: ChangeRecord): void {
  if (isIntact(change)) return;
  throw new TaskFailure({
    kind: 'integrity',
    explanation: explain(
      'digest_mismatch',
      'What is stored is no longer what was approved. Nothing was sent.',
      'Tell whoever runs this console: somebody altered its database.',
    ),
  });
}

/** Counted again: whoever approved may have been disabled or lost the role since. */
async function refuseLostApproval(
  parts: TaskParts,
  change: ChangeRecord,
): Promise<void> {
  const standing = await countStandingApprovals(parts.db, change);
  if (standing >= change.policy.approvals) return;
  throw new TaskFailure({
    kind: 'stale',
    explanation: explain(
      'approval_lost',
      'Somebody who approved this may no longer approve changes. Nothing was sent.',
      'Copy it into a new change and have it approved again.',
    ),
  });
}

export const EXPIRED_CODE = 'expired';

async function refuseExpired(
  parts: TaskParts,
  change: ChangeRecord,
): Promise<void> {
  const { rows } = await sql<{
    over: boolean;
  }>`select ${change.row.expires_at} <= now() as over`.execute(parts.db);
  if (rows[0]?.over !== true) return;
  throw new TaskFailure({
    kind: 'stale',
    explanation: explain(
      EXPIRED_CODE,
      'The change expired before it could be sent. Nothing was sent.',
      'Copy it into a new change.',
    ),
  });
}

/** The cool-off is counted again from the approvals themselves, whatever let the task start. */
async function refuseTooEarly(
  parts: TaskParts,
  { id, policy }: ChangeRecord,
): Promise<void> {
  const { coolOffMinutes = 0 } = policy;
  if (coolOffMinutes === 0) return;
  const { rows } = await sql<{ early: boolean }>`
    select max(at) + make_interval(mins => ${coolOffMinutes}) > now() as early
    from approval where change_id = ${id} and decision = 'approve'`.execute(
    parts.db,
  );
  if (rows[0]?.early === false) return;
  throw new TaskFailure({
    kind: 'integrity',
    explanation: explain(
      'cool_off',
      'The cool-off that its policy asks for is not over. Nothing was sent.',
      'Tell whoever runs this console: its task must not have started.',
    ),
  });
}

/**
 * Changes that exclude each other are not stored side by side; should two have come to their tasks all the same, at
 * least the one that starts later sees the other run.
 */
async function refuseConflict(
  parts: TaskParts,
  change: ChangeRecord,
): Promise<void> {
  const checks = await conflictChecksOf(parts.db, change, ['running']);
  const failed = checks.find((each) => !each.passed);
  if (failed === undefined) return;
  throw new TaskFailure({
    kind: 'stale',
    explanation: explain(
      'open_conflict',
      `${failed.evidence} Nothing was sent.`,
      'Copy it into a new change when the other one has ended.',
    ),
  });
}

async function refuseMoved(
  parts: TaskParts,
  change: ChangeRecord,
  signal: AbortSignal,
  attempt: number,
): Promise<void> {
  const { guard } = await observeChange(parts, change, signal).catch(
    (error: unknown) => {
      throw error instanceof Refusal ? whenUnreadable(error, attempt) : error;
    },
  );
  const moved = movedFacts(change.guard, guard);
  if (moved.length === 0) return;
  throw new TaskFailure({
    kind: 'stale',
    explanation: explain(
      'change_stale',
      'The target has moved since this change was planned. Nothing was sent.',
      'Copy it into a new change; the new plan starts from what is there now.',
    ),
    moved,
  });
}

const WORTH_WAITING = new Set<string>([
  'upstream_unreachable',
  'upstream_timeout',
  'upstream_protocol_error',
]);

/** A target that does not answer is asked again for a while; one that refuses to be read is not. */
function whenUnreadable(refusal: Refusal, attempt: number): Error {
  if (refusal.code === 'validation_failed') {
    return new TaskFailure({
      kind: 'stale',
      explanation: explain(
        'change_stale',
        refusal.fieldErrors?.[0]?.message ?? 'The object is gone.',
        'Copy it into a new change.',
      ),
    });
  }
  const explanation = explain(
    refusal.code,
    `${refusal.detail ?? 'The target could not be read.'} Nothing was sent.`,
    refusal.extra.nextStep ??
      'Check the connection, then copy this into a new change.',
  );
  const failure = new TaskFailure({
    kind: refusal.code === 'upstream_refused' ? 'refused' : 'unreachable',
    explanation,
    ...(refusal.upstream === undefined ? {} : { upstream: refusal.upstream }),
  });
  const askedForMs = (refusal.extra.retryAfterSeconds ?? 0) * 1_000;
  const isBusy = askedForMs > 0 || isBusyStatus(refusal.upstream?.httpStatus);
  if (!isBusy && !WORTH_WAITING.has(refusal.code)) return failure;
  const ownMs = Math.min(1_000 * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
  return new TaskRetry({
    afterMs: Math.max(ownMs, askedForMs),
    explanation,
    // A target that asks for time gets it, up to the step's deadline.
    giveUp: { afterTries: isBusy ? UNTIL_DEADLINE : TRIES, failure },
  });
}

function explain(
  code: string,
  sentence: string,
  nextStep: string,
): Explanation {
  return { code, sentence, nextStep, field: null };
}
