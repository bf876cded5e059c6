import type { Json, TaskObservation } from '@keyward/contract';
import { UpstreamError } from '@keyward/vcenter-client';

import { type ChangeRecord, getChange } from '../changes/change-record.ts';
import { readFrozenInput } from '../changes/freeze-input.ts';
import { movedFacts } from '../changes/moved-facts.ts';
import type { ConnectionParts } from '../connections/connection-parts.ts';
import { databaseTime } from '../database-time.ts';
import { Refusal } from '../http/refusal.ts';
import type { Applied } from '../operations/operation-module.ts';
import { anyOperation } from '../operations/registry.ts';
import { readSendings } from './read-sendings.ts';
import { reachToReadBack, readApplied, runOf } from './run-of.ts';
import { getTask, type TaskRecord } from './task-record.ts';
import { failureFor } from './verify-step.ts';

/** A target that is asked by a person who waits; a task would wait longer. */
const LONGEST_MS = 30_000;

/**
 * What a person needs who is to say what became of a change: what was sent and when, and what the target shows now. Reads
 * with the connection's own account, past every cache, and changes nothing.
 *
 * @throws Refusal `not_found`, `invalid_state` unless the outcome is in doubt
 */
export async function observeTask(
  parts: ConnectionParts,
  id: string,
  asked: AbortSignal,
): Promise<TaskObservation> {
  const task = await getTask(parts.db, id);
  if (task.state !== 'outcome_unknown') {
    throw new Refusal('invalid_state', {
      detail: 'The outcome of this task is not in doubt.',
    });
  }
  const signal = AbortSignal.any([asked, AbortSignal.timeout(LONGEST_MS)]);
  const [sendings, target] = await Promise.all([
    readSendings(parts.db, id),
    lookAtTarget(parts, task, signal),
  ]);
  const observedAt = new Date(await databaseTime(parts.db)).toISOString();
  return { observedAt, sendings, target };
}

async function lookAtTarget(
  parts: ConnectionParts,
  task: TaskRecord,
  signal: AbortSignal,
): Promise<TaskObservation['target']> {
  const operation = anyOperation(task.operation);
  try {
    const run = await runOf(
      parts,
      { task: task.row, signal },
      new Map(),
      reachToReadBack,
    );
    const effect = await operation.findEffect(run);
    const applied =
      effect.found === 'applied'
        ? { ...(await recorded(parts, task.id)), ...effect.applied }
        : await recorded(parts, task.id);
    return {
      read: true,
      finding: effect.found,
      why: effect.found === 'unknown' ? effect.why : null,
      verification: await operation.verify(run, applied),
      moved: await movedSince(parts, task, signal),
    };
  } catch (error) {
    if (!(error instanceof UpstreamError) && !(error instanceof Refusal)) {
      throw error;
    }
    const { explanation, upstream } = failureFor(task.operation, error);
    return {
      read: false,
      explanation: {
        ...explanation,
        nextStep:
          'Look again when the target answers, or look at it with its own tools.',
      },
      upstream: upstream ?? null,
    };
  }
}

/** What the steps of the task had learnt of their effect before its outcome was lost. */
async function recorded(
  { db }: ConnectionParts,
  taskId: string,
): Promise<Applied> {
  const rows = await db
    .selectFrom('task_step')
    .select('result')
    .where('task_id', '=', taskId)
    .where('key', 'in', ['apply', 'await_upstream'])
    .orderBy('position')
    .execute();
  return rows.reduce<Applied>(
    (known, row) => ({ ...known, ...readApplied(row.result) }),
    {},
  );
}

/** Null where the facts of the plan cannot be read any more; what was proved or not stands beside it. */
async function movedSince(
  parts: ConnectionParts,
  task: TaskRecord,
  signal: AbortSignal,
): Promise<ReturnType<typeof movedFacts> | null> {
  const change = await getChange(parts.db, task.changeId);
  const guard = await factsNow(parts, change, signal);
  return guard === null ? null : movedFacts(change.guard, guard);
}

async function factsNow(
  parts: ConnectionParts,
  change: ChangeRecord,
  signal: AbortSignal,
): Promise<Json | null> {
  try {
    const { guard } = await anyOperation(change.operation).observe(
      await reachToReadBack(parts, change),
      readFrozenInput(change.operation, change.input),
      signal,
    );
    return guard;
  } catch (error) {
    if (error instanceof UpstreamError || error instanceof Refusal) return null;
    throw error;
  }
}
