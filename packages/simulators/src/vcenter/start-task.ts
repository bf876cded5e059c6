import { randomUUID } from 'node:crypto';

import type { SimulatorAnswer } from '../host/index.ts';
import type { SimulatedTask } from './state.ts';
import type { TaskEffect } from './task-effect.ts';
import type { World } from './world.ts';

/** Ended tasks are forgotten after a day, as vCenter forgets them. */
const RETENTION_MS = 24 * 3_600_000;

export interface NewTask {
  service: string;
  operation: string;
  description: SimulatedTask['description'];
  target: SimulatedTask['target'];
  user: string;
  effect: TaskEffect;
  cancelable?: boolean;
  /** Word of a sentinel that makes the task behave badly. */
  sentinel?: string | null;
}

/** Reads take a sixth of what changes take. */
const READ_SHARE = 1 / 6;
const SLOW_FACTOR = 10;

/** Accepts work and answers 202 with the task's id. */
export function startTask(world: World, work: NewTask): SimulatorAnswer {
  const { context, store } = world;
  const now = context.now();
  const id = `${randomUUID()}:${work.service}`;
  const { sentinel = null } = work;
  const isRead =
    work.effect.kind === 'nothing' &&
    !work.operation.startsWith('create') &&
    !work.operation.startsWith('update');
  const seconds =
    context.options.taskSeconds *
    (isRead ? READ_SHARE : 1) *
    (sentinel === 'slow' ? SLOW_FACTOR : 1);
  const task: SimulatedTask = {
    id,
    service: work.service,
    operation: work.operation,
    description: work.description,
    target: work.target,
    user: work.user,
    acceptedAt: now,
    durationMs: Math.round(seconds * 1000),
    ended: null,
    cancelable: work.cancelable ?? false,
    behaviour: behaviourOf(sentinel),
    effect: sentinel === 'lie' ? { kind: 'nothing' } : work.effect,
  };
  store.update((state) => {
    state.tasks = state.tasks.filter(
      ({ ended }) => !ended || now - ended.at < RETENTION_MS,
    );
    // A forgotten task does its work but cannot be asked about.
    state.tasks.push(
      sentinel === 'forgotten' ? { ...task, id: `${FORGOTTEN}${id}` } : task,
    );
  });
  return {
    status: 202,
    body: id,
    ...(sentinel === 'drop' && { cutConnection: true }),
  };
}

/** Ids with this prefix are answered as unknown. */
export const FORGOTTEN = 'forgotten:';

const BEHAVIOURS = ['midway', 'midway-no-error', 'partial', 'blocked'] as const;

function behaviourOf(sentinel: string | null): SimulatedTask['behaviour'] {
  return BEHAVIOURS.find((behaviour) => behaviour === sentinel) ?? 'normal';
}
