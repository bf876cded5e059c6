import { UpstreamError, type VcenterClient } from '@keyward/vcenter-client';

import type { Effect } from './operation-module.ts';

/** Target clocks differ from ours; a task this much older than the intent may still be ours. */
const CLOCK_SKEW_MS = 120_000;

export interface Sought {
  /** How vCenter names the tasks of this operation. */
  names: { service: string; operation: string };
  /** Ids that the task's own target may have. */
  targets: readonly string[];
  /** When the intent was committed. */
  since: Date;
  /** Tasks of other changes of ours. */
  foreignTasks: ReadonlySet<string>;
}

/**
 * Looks among vCenter's recent tasks for one that a call of ours may have started. One that failed counts too, because
 * following it says why.
 */
export async function findTaskOfOurs(
  client: VcenterClient,
  { names, targets, since, foreignTasks }: Sought,
): Promise<Effect> {
  const recent = await client.tasks
    .listRecentTasks({
      services: [names.service],
      operations: [names.operation],
    })
    .catch((error: unknown) => {
      if (error instanceof UpstreamError && error.kind === 'refused') {
        return null;
      }
      throw error;
    });
  if (recent === null) {
    return { found: 'unknown', why: 'vCenter does not list its recent tasks.' };
  }
  const ours = [...recent].filter(
    ([id, task]) =>
      !foreignTasks.has(id) &&
      targets.includes(task.target?.id ?? '') &&
      (task.start_time === undefined ||
        Date.parse(task.start_time) >= since.getTime() - CLOCK_SKEW_MS),
  );
  const found = ours.find(([, task]) => task.status !== 'FAILED') ?? ours.at(0);
  return found === undefined
    ? { found: 'not_applied' }
    : { found: 'applied', applied: { upstreamTaskId: found[0] } };
}
