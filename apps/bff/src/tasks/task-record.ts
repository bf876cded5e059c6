import {
  explanation,
  failureKind,
  operationId,
  progress,
  stepKey,
  taskState,
  upstreamFacts,
  verification,
} from '@keyward/contract';
import type { Queryable, TaskRow } from '@keyward/database';

import { Refusal } from '../http/refusal.ts';
import { taskReference } from '../references.ts';

/** A task as the console shows it. */
export type TaskRecord = ReturnType<typeof readTaskRow>;

export function readTaskRow(row: TaskRow) {
  return {
    row,
    id: row.id,
    reference: taskReference(row.number),
    changeId: row.change_id,
    operation: operationId.parse(row.operation),
    state: taskState.parse(row.state),
    failureKind: failureKind.nullable().parse(row.failure_kind),
    currentStep: stepKey.nullable().parse(row.current_step),
    progress: progress.nullable().parse(row.progress),
    explanation: explanation.nullable().parse(row.explanation),
    upstream: upstreamFacts.nullable().parse(row.upstream),
    verification: verification.nullable().parse(row.verification),
  };
}

/** @throws Refusal `not_found` */
export async function getTask(db: Queryable, id: string): Promise<TaskRecord> {
  const row = await db
    .selectFrom('task')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) {
    throw new Refusal('not_found', { detail: 'There is no such task.' });
  }
  return readTaskRow(row);
}
