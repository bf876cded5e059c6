import { operationId, type OperationId } from '@keyward/contract';
import type { TaskRow } from '@keyward/database';
import type { Secret } from '@keyward/secrets';
import type { StepDefinition, TaskProgram } from '@keyward/task-engine';
import type { StepKey } from '@keyward/contract';

import { applyStep } from './apply-step.ts';
import { awaitStep } from './await-step.ts';
import { checkStep } from './check-step.ts';
import type { TaskParts } from './task-parts.ts';
import { refuseLostSecret } from './secret-lost.ts';
import { stepsOf } from './task-steps.ts';
import { verifyStep } from './verify-step.ts';

type Secrets = ReadonlyMap<string, Secret>;
const NONE: Secrets = new Map();

/** What a task does, from the operation it is of. `inMemory` are secrets that were never stored; null without such. */
export function programOf(
  parts: TaskParts,
  operation: OperationId,
  inMemory: Secrets | null = null,
): TaskProgram {
  const make: Record<StepKey, () => StepDefinition> = {
    check: () => checkStep(parts, operation),
    apply: () => applyStep(parts, operation, inMemory),
    await_upstream: () => awaitStep(parts, operation),
    verify: () => verifyStep(parts, operation, inMemory ?? NONE),
  };
  return { steps: stepsOf(operation).map(({ key }) => make[key]()) };
}

export function programFor(
  parts: TaskParts,
): (task: TaskRow) => Promise<TaskProgram> {
  return async (task) => {
    await refuseLostSecret(parts.db, task);
    return programOf(parts, operationId.parse(task.operation));
  };
}
