import type { ConnectionParts } from '../connections/connection-parts.ts';
import { followTask, unfollowTask } from '../following/follow.ts';
import type { Handlers } from '../http/handler.ts';
import { cancelTask, reconcileTask, retryTask } from '../tasks/control-task.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { observeTask } from '../tasks/observe-task.ts';
import { listTaskEvents } from '../tasks/task-events.ts';
import { presentTask } from '../tasks/present-task.ts';
import type { TaskControlParts } from '../tasks/task-parts.ts';

/** Tasks: following them, and what a security admin may do with them. */
export function taskRoutes(
  parts: TaskControlParts & ConnectionParts,
): Pick<
  Handlers,
  | 'listTasks'
  | 'listTaskEvents'
  | 'getTask'
  | 'observeTask'
  | 'cancelTask'
  | 'retryTask'
  | 'reconcileTask'
  | 'followTask'
  | 'unfollowTask'
> {
  const { db } = parts;
  return {
    listTasks: async ({ query, caller }) => ({
      body: await listTasks(db, query, caller),
    }),
    getTask: async ({ params, caller }) => ({
      body: await presentTask(db, params.id, caller),
    }),
    observeTask: async ({ params, signal }) => ({
      body: await observeTask(parts, params.id, signal),
    }),
    listTaskEvents: async ({ params, query }) => ({
      body: await listTaskEvents(db, params.id, query),
    }),
    cancelTask: async ({ params, caller, origin }) => ({
      body: await cancelTask(parts, params.id, caller, origin),
    }),
    retryTask: async ({ params, caller, origin }) => ({
      body: await retryTask(parts, params.id, caller, origin),
    }),
    reconcileTask: async ({ params, body, caller, origin }) => ({
      body: await reconcileTask(parts, params.id, body, caller, origin),
    }),
    async followTask({ params, caller }) {
      await followTask(db, params.id, caller.person.id);
      return {};
    },
    async unfollowTask({ params, caller }) {
      await unfollowTask(db, params.id, caller.person.id);
      return {};
    },
  };
}
