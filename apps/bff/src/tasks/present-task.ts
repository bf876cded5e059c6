import {
  operationContract,
  type OperationId,
  type TaskDetail,
  type TaskSummary,
  progress,
  stepKey,
  stepState,
} from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import { getChange, readChangeRow } from '../changes/change-record.ts';
import { lateKeysOf } from '../changes/late-keys.ts';
import { findConnections, presentTarget } from '../changes/present-change.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { isFollowing } from '../following/followers.ts';
import { findPeople, personOf } from '../people/find-people.ts';
import { changeReference } from '../references.ts';
import {
  type ExpectedSteps,
  expectedDurations,
  expectedSteps,
} from './expected-duration.ts';
import { taskActions } from './task-actions.ts';
import { readNewestEvents } from './task-events.ts';
import { getTask, type TaskRecord } from './task-record.ts';
import { taskStanding } from './task-standing.ts';
import { stepTitle } from './task-steps.ts';

/** One task as this person may see it: objects and the vendor's own words only for those who read changes in full. */
export async function presentTask(
  db: Queryable,
  id: string,
  caller: Caller,
): Promise<TaskDetail> {
  const task = await getTask(db, id);
  const [summary] = await summariseTasks(db, [task]);
  if (summary === undefined) throw new Refusal('not_found');
  const [change, expected, log, approvers, following] = await Promise.all([
    getChange(db, task.changeId),
    expectedSteps(db, task.row),
    readNewestEvents(db, id),
    readApprovers(db, task.changeId),
    isFollowing(db, task.changeId, caller.person.id),
  ]);
  const steps = await readSteps(db, id, task.operation, expected);
  const mayReadContent = caller.permissions.includes('changes:read-full');
  const { row } = task;
  return {
    ...summary,
    steps,
    ...log,
    approvedBy: approvers,
    explanation: task.explanation,
    verification: mayReadContent
      ? task.verification
      : outlineVerification(task.verification),
    upstreamTaskId: row.upstream_task_id,
    upstreamResult: mayReadContent ? row.upstream_result : null,
    upstream: mayReadContent ? task.upstream : null,
    caution: operationContract(task.operation).caution,
    following,
    actions: taskActions(task, caller, lateKeysOf(change).size > 0),
  };
}

/** How far a read-back went, without the objects it read. */
function outlineVerification(
  seen: TaskDetail['verification'],
): TaskDetail['verification'] {
  if (seen === null) return null;
  return {
    level: seen.level,
    proved: counted(seen.proved.length, 'was read back', 'were read back'),
    notProved: counted(
      seen.notProved.length,
      'cannot be read back',
      'cannot be read back',
    ),
    ...(seen.contradiction === undefined
      ? {}
      : { contradiction: seen.contradiction }),
  };
}

function counted(count: number, one: string, several: string): string[] {
  if (count === 0) return [];
  return [
    count === 1 ? `One fact ${one}.` : `${String(count)} facts ${several}.`,
  ];
}

/** What every signed-in person may see of tasks, in four queries however many. */
export async function summariseTasks(
  db: Queryable,
  tasks: readonly TaskRecord[],
): Promise<TaskSummary[]> {
  if (tasks.length === 0) return [];
  const rows = await db
    .selectFrom('change')
    .selectAll()
    .where(
      'id',
      'in',
      tasks.map((task) => task.changeId),
    )
    .execute();
  const changes = new Map(rows.map((row) => [row.id, readChangeRow(row)]));
  const [people, connections, expected] = await Promise.all([
    findPeople(
      db,
      rows.map((row) => row.requester_id),
    ),
    findConnections(
      db,
      rows.flatMap((row) => row.connection_id ?? []),
    ),
    expectedDurations(
      db,
      tasks.map(({ row }) => row),
    ),
  ]);
  return tasks.flatMap((task) => {
    const change = changes.get(task.changeId);
    if (change === undefined) return [];
    const { row } = task;
    return [
      {
        id: task.id,
        reference: task.reference,
        changeId: task.changeId,
        changeReference: changeReference(change.row.number),
        operation: task.operation,
        title: operationContract(task.operation).title,
        target: presentTarget(change, connections),
        state: task.state,
        failureKind: task.failureKind,
        currentStep: task.currentStep,
        progress: task.progress,
        requester: personOf(people, change.requesterId),
        ticket: change.row.ticket,
        createdAt: row.created_at.toISOString(),
        startedAt: row.started_at?.toISOString() ?? null,
        endedAt: row.ended_at?.toISOString() ?? null,
        v: row.v,
        standing: taskStanding(task),
        expected: expected(row),
      },
    ];
  });
}

async function readSteps(
  db: Queryable,
  taskId: string,
  operation: OperationId,
  expected: ExpectedSteps,
): Promise<TaskDetail['steps']> {
  const rows = await db
    .selectFrom('task_step')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('position')
    .execute();
  return rows.map((row) => {
    const key = stepKey.parse(row.key);
    return {
      key,
      title: stepTitle(key, operation),
      state: stepState.parse(row.state),
      startedAt: row.started_at?.toISOString() ?? null,
      endedAt: row.ended_at?.toISOString() ?? null,
      attempts: row.attempts,
      progress: progress.nullable().parse(row.progress),
      note: row.note,
      expectedSeconds: expected.get(key) ?? null,
    };
  });
}

async function readApprovers(
  db: Queryable,
  changeId: string,
): Promise<TaskDetail['approvedBy']> {
  const rows = await db
    .selectFrom('approval')
    .select('person_id')
    .where('change_id', '=', changeId)
    .where('decision', '=', 'approve')
    .orderBy('at')
    .execute();
  const people = await findPeople(
    db,
    rows.map((row) => row.person_id),
  );
  return rows.map((row) => personOf(people, row.person_id));
}
