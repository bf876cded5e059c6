import type { Database } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

/**
 * Columns that a status is told from, and no other: neither input, request, checks, reason, comments nor what a target
 * said is even read.
 */
export async function readMatters(db: Database, ids: RawBuilder<unknown>) {
  return db
    .selectFrom('change')
    .leftJoin('connection', 'connection.id', 'change.connection_id')
    .innerJoin('person', 'person.id', 'change.requester_id')
    .leftJoin('task', 'task.change_id', 'change.id')
    .leftJoin('task_step', (join) =>
      join
        .onRef('task_step.task_id', '=', 'task.id')
        .onRef('task_step.key', '=', 'task.current_step'),
    )
    .select([
      'change.id',
      'change.number',
      'change.operation',
      'change.state',
      'change.waiting_for',
      'change.ticket',
      'change.created_at',
      'change.decide_by',
      'change.claimable_at',
      'change.expires_at',
      'change.ended_at',
      'connection.id as connection_id',
      'connection.name as connection_name',
      'connection.kind as connection_kind',
      'person.display_name as requester',
      'task.id as task_id',
      'task.number as task_number',
      'task.state as task_state',
      'task.current_step',
      'task.due_at as task_due_at',
      'task.failure_kind',
      'task.created_at as task_created_at',
      'task.started_at as task_started_at',
      'task.ended_at as task_ended_at',
      'task_step.started_at as step_started_at',
      'task_step.ended_at as step_ended_at',
    ])
    .select([
      sql<unknown>`change.policy->'approvals'`.as('approvals_needed'),
      sql<unknown>`change.policy->'approverRoles'`.as('approver_roles'),
      sql<string | null>`task.explanation->>'code'`.as('failure_code'),
    ])
    .select((query) => [
      query
        .selectFrom('approval')
        .select((each) => each.fn.countAll<number>().as('count'))
        .whereRef('approval.change_id', '=', 'change.id')
        .whereRef('approval.person_id', '<>', 'change.requester_id')
        .where('approval.decision', '=', 'approve')
        .as('approvals'),
      query
        .selectFrom('approval')
        .select((each) => each.fn.max('approval.at').as('at'))
        .whereRef('approval.change_id', '=', 'change.id')
        .where('approval.decision', '=', 'approve')
        .as('approved_at'),
    ])
    .where(sql<boolean>`change.id = any (array(${ids}))`)
    .orderBy('change.created_at', 'desc')
    .orderBy('change.id', 'desc')
    .execute();
}

export type MatterRow = Awaited<ReturnType<typeof readMatters>>[number];
