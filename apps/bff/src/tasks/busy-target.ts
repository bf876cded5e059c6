import { TaskFailure, TaskRetry } from '@keyward/task-engine';
import type { StepContext } from '@keyward/task-engine';
import type { UpstreamError } from '@keyward/vcenter-client';
import { sql } from 'kysely';

import type { TaskParts } from './task-parts.ts';

/** In all, from the first try on. */
export const LONGEST_WAIT_MS = 30 * 60_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const FIRST_PAUSE_MS = 5_000;
const JITTER = 0.2;

const BUSY_CODE = 'upstream_busy';

export function isBusyStatus(status: number | undefined): boolean {
  return status === 429 || status === 503;
}

/** What a failed sending says about waiting. `look` says that only the target itself can tell whether it took it. */
export function busyMeaning(error: UpstreamError): 'not_taken' | 'look' | null {
  const { delivery, facts, retryAfterMs } = error;
  if (delivery === 'not_sent') {
    const isBusy = retryAfterMs !== undefined || isBusyStatus(facts.httpStatus);
    return isBusy ? 'not_taken' : null;
  }
  // 429 is an answer before any work; a 503 may come from somebody in between who lost the answer.
  if (facts.httpStatus === 429) return 'not_taken';
  return facts.httpStatus === 503 ? 'look' : null;
}

/** How long to wait before this try's successor: what the target asks for, else longer from try to try; in ms. */
export function pauseMs(error: UpstreamError, tries: number): number {
  const own = error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** Math.min(tries, 10);
  const jitter = 1 + Math.random() * JITTER;
  return Math.min(Math.max(own, 1_000) * jitter, LONGEST_PAUSE_MS);
}

/** The error that makes a sending, of which nothing arrived, come again later; or its end after half an hour. */
export async function laterOrNever(
  { db }: Pick<TaskParts, 'db'>,
  ctx: StepContext,
  error: UpstreamError,
  afterMs: number,
): Promise<TaskRetry | TaskFailure> {
  const { rows } = await sql<{ waitedMs: number }>`
    select (extract(epoch from clock_timestamp() - min(committed_at)) * 1000)::float8 as "waitedMs"
    from task_intent where task_id = ${ctx.task.id}`.execute(db);
  const failure = new TaskFailure({
    kind: 'unreachable',
    explanation: {
      code: BUSY_CODE,
      sentence:
        'The target asked to wait again and again, for half an hour in all. Nothing was changed.',
      nextStep: 'Copy this into a new change when the target is less busy.',
      field: 'connection',
    },
    upstream: error.facts,
  });
  if ((rows[0]?.waitedMs ?? 0) + afterMs > LONGEST_WAIT_MS) return failure;
  return new TaskRetry({
    afterMs,
    explanation: {
      ...failure.explanation,
      sentence:
        'The target is busy and has not taken the change; sending it again later.',
    },
    giveUp: { afterTries: Number.MAX_SAFE_INTEGER, failure },
  });
}

export function isBusyEnd(error: TaskFailure): boolean {
  return error.explanation.code === BUSY_CODE;
}
