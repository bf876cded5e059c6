import {
  changeState,
  type ExpectedDuration,
  failureKind,
  operationContract,
  operationId,
  plainFailure,
  role,
  type StatusMatter,
  stepKey,
  systemKind,
  taskState,
  waitingFor,
} from '@keyward/contract';
import { z } from 'zod';

import { changeReference, taskReference } from '../references.ts';
import { judgeChange } from './judge.ts';
import type { MatterRow } from './matter-rows.ts';

/** One change with its task in facts: member by member, so that nothing comes along unseen. */
export function presentMatter(
  row: MatterRow,
  expected: ExpectedDuration | null,
): StatusMatter {
  const state = changeState.parse(row.state);
  const operation = operationId.parse(row.operation);
  const failed = failureKind.nullable().parse(row.failure_kind);
  const waits = waitingFor.nullable().parse(row.waiting_for);
  const { light, nextActor, tellCaller } = judgeChange({
    state,
    waitingFor: waits,
    failureKind: failed,
    triesAgain: row.task_due_at !== null,
  });
  const failure =
    failed === null ? null : plainFailure(operation, failed, row.failure_code);
  return {
    id: row.id,
    reference: changeReference(row.number),
    operation,
    title: operationContract(operation).title,
    connection: connectionOf(row),
    ticket: row.ticket,
    requester: row.requester,
    state,
    light,
    since: sinceOf(row)?.toISOString() ?? null,
    expiresAt: endOf(row)?.toISOString() ?? null,
    waitingFor: waits,
    startsAt:
      waits === 'cool_off' ? (row.claimable_at?.toISOString() ?? null) : null,
    approvals: {
      have: row.approvals ?? 0,
      need: z.number().int().parse(row.approvals_needed),
      roles: z.array(role).parse(row.approver_roles),
    },
    task: taskOf(row, expected),
    failure:
      failed === null || failure === null
        ? null
        : { kind: failed, code: failure.code, sentence: failure.sentence },
    nextActor,
    tellCaller,
  };
}

function connectionOf(row: MatterRow): StatusMatter['connection'] {
  const { connection_id: id, connection_name: name } = row;
  if (id === null || name === null) return null;
  return { id, name, kind: systemKind.parse(row.connection_kind) };
}

function taskOf(
  row: MatterRow,
  expected: ExpectedDuration | null,
): StatusMatter['task'] {
  if (row.task_id === null || row.task_number === null) return null;
  const state = taskState.parse(row.task_state);
  const isRunning = state === 'running';
  return {
    id: row.task_id,
    reference: taskReference(row.task_number),
    state,
    startedAt: row.task_started_at?.toISOString() ?? null,
    endedAt: row.task_ended_at?.toISOString() ?? null,
    step: isRunning ? stepKey.nullable().parse(row.current_step) : null,
    stepSince: isRunning ? (row.step_started_at?.toISOString() ?? null) : null,
    triesAgainAt: row.task_due_at?.toISOString() ?? null,
    expectedSeconds: isRunning ? (expected?.seconds ?? null) : null,
  };
}

function sinceOf(row: MatterRow): Date | null {
  switch (row.state) {
    case 'pending':
      return row.created_at;
    case 'approved':
      return row.approved_at ?? row.created_at;
    case 'running':
      return row.task_started_at ?? row.task_created_at;
    case 'outcome_unknown':
      return row.step_ended_at;
    default:
      return row.ended_at ?? row.task_ended_at;
  }
}

function endOf(row: MatterRow): Date | null {
  if (row.state === 'pending') return row.decide_by;
  return row.state === 'approved' ? row.expires_at : null;
}
