import type { TaskInfo, TaskStatus } from '@keyward/vcenter-client/wire';

import { message } from '../vapi/vapi-error.ts';
import type { SimulatedTask } from './state.ts';

/** Shares of a task's duration: waiting to start, and the stretch in which a blocked one is blocked. */
const START = 0.1;
const BLOCKED_FROM = 0.3;
const BLOCKED_TO = 0.6;
/** A task that fails does so half-way. */
export const FAILS_AT = 0.5;

const STAGES = [
  { from: 0, text: 'Validating the specification' },
  { from: 25, text: 'Distributing the configuration to the hosts' },
  { from: 60, text: 'Waiting for the hosts to apply it' },
  { from: 90, text: 'Finishing' },
] as const;

/** How far a task is by the clock, 0 to 1 and beyond. */
export function shareOf(task: SimulatedTask, now: number): number {
  return task.durationMs === 0 ? 1 : (now - task.acceptedAt) / task.durationMs;
}

/** When a task starts and ends, in milliseconds since the epoch; its progress grows evenly between them. */
export function timesOf({ operation, acceptedAt, durationMs }: SimulatedTask) {
  return {
    operation,
    startsAtMs: acceptedAt + durationMs * START,
    endsAtMs: acceptedAt + durationMs,
  };
}

/** A task as `GET /api/cis/tasks/{task}` shows it at this moment. */
export function viewTask(
  task: SimulatedTask,
  now: number,
  excludeResult: boolean,
): TaskInfo & Record<string, unknown> {
  const share = Math.min(1, shareOf(task, now));
  const status = statusOf(task, share);
  const startedAt = task.acceptedAt + task.durationMs * START;
  const { ended } = task;
  return {
    description: message(
      task.description.id,
      task.description.text,
      task.description.args,
    ),
    service: task.service,
    operation: task.operation,
    target: task.target,
    status,
    cancelable: isCancelable(task, share),
    user: task.user,
    ...(status === 'PENDING'
      ? {}
      : {
          start_time: timestamp(startedAt),
          progress: progressOf(task, share),
        }),
    ...(ended && { end_time: timestamp(ended.at) }),
    ...(ended?.error !== undefined && { error: ended.error }),
    ...(ended?.result !== undefined &&
      !excludeResult && { result: ended.result }),
  };
}

/** A cancelable task can be cancelled until its work is half done. */
export function isCancelable(task: SimulatedTask, share: number): boolean {
  return task.cancelable && !task.ended && share < FAILS_AT;
}

function statusOf(task: SimulatedTask, share: number): TaskStatus {
  if (task.ended) return task.ended.status;
  if (share < START) return 'PENDING';
  const blocked =
    task.behaviour === 'blocked' && share >= BLOCKED_FROM && share < BLOCKED_TO;
  return blocked ? 'BLOCKED' : 'RUNNING';
}

function progressOf(task: SimulatedTask, share: number) {
  const reached = task.ended
    ? endedShare(task)
    : Math.max(0, (share - START) / (1 - START));
  const completed = Math.min(
    task.ended?.status === 'SUCCEEDED' ? 100 : 99,
    Math.floor(reached * 100),
  );
  const stage = STAGES.findLast(({ from }) => completed >= from) ?? STAGES[0];
  return {
    total: 100,
    completed,
    message: message(
      'com.vmware.vcenter.trusted_infrastructure.progress',
      stage.text,
    ),
  };
}

function endedShare(task: SimulatedTask): number {
  if (task.ended?.status === 'SUCCEEDED') return 1;
  return Math.max(
    0,
    (shareOf(task, task.ended?.at ?? task.acceptedAt) - START) / (1 - START),
  );
}

function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
