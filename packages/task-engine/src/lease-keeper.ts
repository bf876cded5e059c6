import { sql } from 'kysely';

import type { EngineSettings } from './engine-settings.ts';
import type { TaskRun } from './task-run.ts';

export interface LeaseKeeper {
  start(): void;
  stop(): void;
  renew(): Promise<void>;
}

const DEADLINE_CHECK_MS = 500;

/**
 * Renews the leases of everything that runs here, in one statement. A run whose lease was not renewed in time is
 * ended here too, by the monotonic clock, even when the database does not answer.
 */
export function createLeaseKeeper(
  settings: EngineSettings,
  runs: ReadonlyMap<string, TaskRun>,
): LeaseKeeper {
  let renewTimer: NodeJS.Timeout | undefined;
  let checkTimer: NodeJS.Timeout | undefined;
  let isRenewing = false;

  async function renew(): Promise<void> {
    if (runs.size === 0 || isRenewing) return;
    isRenewing = true;
    const renewed = [...runs.values()];
    const askedAt = performance.now();
    try {
      const held = await renewLeases(settings, renewed);
      for (const run of renewed) {
        const answer = held.get(run.claim.taskId);
        if (answer === undefined) run.interrupt('lease_lost');
        else run.leaseRenewed(askedAt + settings.leaseMs, answer.isCancelled);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      settings.log.warn({ reason }, 'Leases could not be renewed.');
    } finally {
      isRenewing = false;
    }
  }

  function endOverdue(): void {
    const now = performance.now();
    for (const run of runs.values()) {
      if (run.leaseDeadline <= now) run.interrupt('lease_lost');
    }
  }

  return {
    renew,
    start() {
      renewTimer = setInterval(() => void renew(), settings.renewMs);
      checkTimer = setInterval(endOverdue, DEADLINE_CHECK_MS);
    },
    stop() {
      clearInterval(renewTimer);
      clearInterval(checkTimer);
    },
  };
}

/** Rows are locked in the order of their ids, as every statement over several tasks does it. */
async function renewLeases(
  { database, owner, leaseMs }: EngineSettings,
  runs: readonly TaskRun[],
): Promise<Map<string, { isCancelled: boolean }>> {
  const ids = runs.map((run) => run.claim.taskId);
  const fences = runs.map((run) => run.claim.fence);
  const { rows } = await sql<{ id: string; is_cancelled: boolean }>`
    with mine as materialized (
      select task.id
      from task join unnest(${ids}::uuid[], ${fences}::integer[]) as held (id, fence)
        on task.id = held.id and task.fence = held.fence
      where lease_owner = ${owner} and state = 'running' and lease_until > clock_timestamp()
      order by task.id
      for update of task)
    update task set lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    from mine where task.id = mine.id
    returning task.id, task.cancel_requested_at is not null as is_cancelled`.execute(
    database.db,
  );
  return new Map(
    rows.map((row) => [row.id, { isCancelled: row.is_cancelled }]),
  );
}
