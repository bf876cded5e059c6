import {
  listTasksRequest,
  MAX_LISTED_TASKS,
} from '@keyward/vcenter-client/wire';
import type { TaskFilter } from '@keyward/vcenter-client/wire';

import type { RouteTable, SimulatorAnswer } from '../host/index.ts';
import {
  errorBody,
  invalidArgument,
  notFound,
  refuse,
} from '../vapi/vapi-error.ts';
import { FORGOTTEN } from './start-task.ts';
import type { SimulatedTask } from './state.ts';
import { isCancelable, shareOf, viewTask } from './task-clock.ts';
import { withSession } from './with-session.ts';
import type { World } from './world.ts';

/** CIS tasks. There is no plain list: listing is the POST action, bounded and filtered. */
export function taskRoutes(world: World): RouteTable {
  const { store, context } = world;
  const find = (id: string) =>
    id.startsWith(FORGOTTEN)
      ? undefined
      : store.value.tasks.find((task) => task.id === id);
  return {
    'GET /api/cis/tasks/{task}': withSession(
      world,
      ({ request, parameters: { task: id = '' } }) => {
        const task = find(id);
        if (!task) return notFound('task', id);
        return {
          status: 200,
          body: viewTask(
            task,
            context.now(),
            request.query.get('exclude_result') === 'true',
          ),
        };
      },
    ),
    'POST /api/cis/tasks?action=list': withSession(world, ({ request }) =>
      list(world, request.body),
    ),
    'POST /api/cis/tasks/{task}?action=cancel': withSession(
      world,
      ({ parameters: { task: id = '' } }) => {
        const task = find(id);
        return task ? cancel(world, task) : notFound('task', id);
      },
    ),
  };
}

function list({ store, context }: World, body: unknown): SimulatorAnswer {
  const parsed = listTasksRequest.safeParse(body ?? {});
  if (!parsed.success) {
    return invalidArgument(
      'filter_spec',
      'com.vmware.cis.task.invalid_filter',
      'The filter is not valid.',
    );
  }
  const filter = parsed.data.filter_spec ?? {};
  const names = [filter.tasks, filter.services].some(
    (member) => member !== undefined && member.length > 0,
  );
  if (!names) {
    return invalidArgument(
      'filter_spec',
      'com.vmware.cis.task.empty_filter',
      'At least one of tasks and services must be given.',
    );
  }
  const ids = filter.tasks ? new Set(filter.tasks) : null;
  const matches = store.value.tasks.filter(
    (task) =>
      !task.id.startsWith(FORGOTTEN) && fits(task, filter, ids, context.now()),
  );
  if (matches.length > MAX_LISTED_TASKS) {
    return refuse('RESOURCE_INACCESSIBLE', {
      id: 'com.vmware.cis.task.too_many',
      text: `More than ${String(MAX_LISTED_TASKS)} tasks match the filter.`,
      args: [String(MAX_LISTED_TASKS)],
    });
  }
  const excludeResult = parsed.data.result_spec?.exclude_result === true;
  return {
    status: 200,
    body: Object.fromEntries(
      matches.map((task) => [
        task.id,
        viewTask(task, context.now(), excludeResult),
      ]),
    ),
  };
}

function fits(
  task: SimulatedTask,
  filter: TaskFilter,
  ids: ReadonlySet<string> | null,
  now: number,
): boolean {
  const admits = <T>(wanted: T[] | undefined, value: T) =>
    !wanted || wanted.length === 0 || wanted.includes(value);
  return (
    (!ids || ids.size === 0 || ids.has(task.id)) &&
    admits(filter.services, task.service) &&
    admits(filter.operations, task.operation) &&
    admits(filter.users, task.user) &&
    admits(filter.status, viewTask(task, now, true).status) &&
    (!filter.targets?.length ||
      filter.targets.some(
        ({ type, id }) => type === task.target.type && id === task.target.id,
      ))
  );
}

function cancel(
  { store, context }: World,
  task: SimulatedTask,
): SimulatorAnswer {
  const now = context.now();
  if (!isCancelable(task, shareOf(task, now))) {
    return refuse('UNSUPPORTED', {
      id: 'com.vmware.cis.task.not_cancelable',
      text: 'The task cannot be cancelled.',
    });
  }
  store.update((state) => {
    const stored = state.tasks.find(({ id }) => id === task.id);
    if (stored) stored.ended = { at: now, status: 'FAILED', error: CANCELED };
  });
  return { status: 204 };
}

const CANCELED = errorBody('CANCELED', {
  id: 'com.vmware.cis.task.canceled',
  text: 'The task was cancelled by a user.',
});
