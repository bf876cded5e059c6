import type { Journal } from '@keyward/database';
import type { NewTask, TaskEngine } from '@keyward/task-engine';
import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';

import type { ChangeTasks } from '../changes/change-parts.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import { programOf } from './task-program.ts';
import type { TaskParts } from './task-parts.ts';
import { stepsOf } from './task-steps.ts';

/** An immediate call is usually over by then; a slower one is followed live. */
const ANSWER_AFTER_MS = 5_000;

/** How changes get their tasks. */
export function createChangeTasks(
  parts: TaskParts,
  engine: TaskEngine,
): ChangeTasks {
  return {
    create: (journal: Journal, change: ChangeRecord) =>
      engine.createTask(journal, newTask(change)),
    async createImmediate(journal, change) {
      const task = newTask(change);
      const { fence } = await engine.createClaimedTask(
        journal,
        task,
        'at_effect',
      );
      return { taskId: task.id, operation: change.operation, fence };
    },
    async runImmediate({ taskId, fence, operation }, secrets) {
      const program = programOf(parts, operation, secrets);
      const limit = new AbortController();
      await Promise.race([
        engine.runClaimed(taskId, fence, program),
        wait(ANSWER_AFTER_MS, undefined, { signal: limit.signal }).catch(
          () => undefined,
        ),
      ]);
      limit.abort();
    },
    async createWithSecrets(journal, change) {
      const task = newTask(change);
      const { fence } = await engine.createClaimedTask(
        journal,
        task,
        'at_first_step',
      );
      return { taskId: task.id, operation: change.operation, fence };
    },
    runWithSecrets({ taskId, fence, operation }, secrets) {
      void engine.runClaimed(
        taskId,
        fence,
        programOf(parts, operation, secrets),
      );
    },
  };
}

function newTask(change: ChangeRecord): NewTask {
  return {
    id: uuidv7(),
    changeId: change.id,
    operation: change.operation,
    connectionId: change.connectionId,
    search: `${change.reference} ${change.row.search}`.toLowerCase(),
    steps: stepsOf(change.operation),
  };
}
