import { errorBody, message } from '../vapi/vapi-error.ts';
import type { SimulatedTask } from './state.ts';
import { FAILS_AT, shareOf } from './task-clock.ts';
import { applyEffect } from './apply-effect.ts';
import type { World } from './world.ts';

/** Ends every task whose time has come; each effect is applied in the same step that ends its task. */
export function finishTasks(world: World, now: number): void {
  const due = world.store.value.tasks.filter(
    (task) => !task.ended && shareOf(task, now) >= endsAt(task),
  );
  for (const task of due) finish(world, task, now);
}

function endsAt({ behaviour }: SimulatedTask): number {
  return behaviour === 'midway' || behaviour === 'midway-no-error'
    ? FAILS_AT
    : 1;
}

function finish(
  { store, context }: World,
  task: SimulatedTask,
  now: number,
): void {
  const failed =
    task.behaviour === 'midway' || task.behaviour === 'midway-no-error';
  const result = failed
    ? undefined
    : applyEffect(task.effect, store, (effect) => context.recordEffect(effect));
  const end = endOf(task, result);
  store.update((state) => {
    const stored = state.tasks.find(({ id }) => id === task.id);
    if (stored) stored.ended = { at: now, ...end };
  });
}

function endOf(
  task: SimulatedTask,
  result: unknown,
): Omit<NonNullable<SimulatedTask['ended']>, 'at'> {
  switch (task.behaviour) {
    case 'midway':
      return { status: 'FAILED', error: HOST_FAILED };
    case 'midway-no-error':
      return { status: 'FAILED', result: HOST_FAILED };
    case 'partial':
      return { status: 'FAILED', error: NOT_CONFIRMED };
    case 'normal':
    case 'blocked':
      return {
        status: 'SUCCEEDED',
        ...(result === undefined ? {} : { result }),
      };
  }
}

const HOST_FAILED = errorBody('ERROR', {
  id: 'com.vmware.vcenter.trusted_infrastructure.host_failed',
  text: 'The configuration could not be applied on host esx-12.corp.example.',
  args: ['esx-12.corp.example'],
  causes: [
    message(
      'com.vmware.esx.agent.no_answer',
      'The host agent did not answer within 30 seconds.',
      ['30'],
    ),
  ],
});

const NOT_CONFIRMED = errorBody('TIMED_OUT', {
  id: 'com.vmware.vcenter.trusted_infrastructure.not_confirmed',
  text: 'The configuration was written, but not all hosts confirmed it.',
});
