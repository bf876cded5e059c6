import { setTimeout as delay } from 'node:timers/promises';

import { type ClaimedTask, holdClaimedTask } from './claim-task.ts';
import { createClaimedTask, createTask } from './create-task.ts';
import type { TaskEngine, TaskEngineOptions } from './engine-contract.ts';
import type { EngineParts } from './engine-parts.ts';
import { withDefaults } from './engine-settings.ts';
import { createLeaseKeeper } from './lease-keeper.ts';
import type { TaskProgram } from './program.ts';
import { createProgressBatch } from './progress-batch.ts';
import { reconcileTask } from './reconcile-task.ts';
import { requestCancel } from './request-cancel.ts';
import { retryTask } from './retry-task.ts';
import { runTask } from './run-task.ts';
import { createTaskPump } from './task-pump.ts';
import { TaskRun } from './task-run.ts';
import { createWakeListener } from './wake-listener.ts';
import { createWakeQueue } from './wake-queue.ts';

/**
 * Durable tasks on the `task` tables: claimed under a lease, every write fenced, steps run by key, and what changes a
 * target sent at most once. The tables decide; queue, notifications and timers only wake.
 */
export function createTaskEngine(options: TaskEngineOptions): TaskEngine {
  const settings = withDefaults(options);
  const { connectionString, log } = settings;
  const wakeQueue = createWakeQueue(connectionString, log);
  const listener = createWakeListener(connectionString, log);
  const progressBatch = createProgressBatch(settings);
  const parts: EngineParts = { settings, wakeQueue, progressBatch };
  const runs = new Map<string, TaskRun>();
  const settling = new Set<Promise<void>>();
  const leaseKeeper = createLeaseKeeper(settings, runs);
  const pump = createTaskPump(
    settings,
    () => runs.size < settings.concurrency,
    (claimed, leaseDeadline) => {
      void begin(claimed, leaseDeadline, false, () =>
        settings.programFor(claimed.task),
      );
    },
  );
  let sweepTimer: NodeJS.Timeout | undefined;
  let isStopping = false;

  function begin(
    claimed: ClaimedTask,
    leaseDeadline: number,
    isPinned: boolean,
    loadProgram: () => Promise<TaskProgram>,
  ): Promise<void> {
    const { taskId } = claimed.claim;
    // A lease that lapsed unnoticed may be claimed by its own process; the older claim is over.
    runs.get(taskId)?.interrupt('lease_lost');
    const run = new TaskRun(parts, claimed, leaseDeadline, isPinned);
    runs.set(taskId, run);
    if (isStopping) run.interrupt('stop');
    const settled = runTask(run, loadProgram).finally(() => {
      settling.delete(settled);
      if (runs.get(taskId) === run) runs.delete(taskId);
      pump.pump();
    });
    settling.add(settled);
    return settled;
  }

  function onWake(taskId: string): void {
    // A task that runs here is woken to hear that cancelling was asked for.
    if (runs.has(taskId)) void leaseKeeper.renew();
    else pump.pump();
  }

  return {
    async start() {
      await wakeQueue.start(() => pump.pump());
      await listener.start(onWake);
      leaseKeeper.start();
      sweepTimer = setInterval(() => pump.pump(), settings.sweepMs);
      pump.pump();
    },
    async stop() {
      isStopping = true;
      clearInterval(sweepTimer);
      const limit = delay(settings.stopMs, undefined, { ref: false });
      await pump.stop();
      for (const run of runs.values()) run.interrupt('stop');
      await Promise.race([Promise.all(settling), limit]);
      for (const run of runs.values()) run.interrupt('lease_lost');
      leaseKeeper.stop();
      progressBatch.stop();
      await Promise.all([listener.stop(), wakeQueue.stop()]);
    },
    createTask: (journal, task) => createTask(wakeQueue, journal, task),
    createClaimedTask: (journal, task, begins) =>
      createClaimedTask(settings, journal, task, begins),
    async runClaimed(taskId, fence, program) {
      const leaseDeadline = performance.now() + settings.leaseMs;
      const claim = { taskId, fence, owner: settings.owner };
      try {
        const claimed = await holdClaimedTask(settings, claim);
        if (claimed === undefined) {
          log.warn({ taskId, fence }, 'A task born claimed is not held.');
          return;
        }
        await begin(claimed, leaseDeadline, true, () =>
          Promise.resolve(program),
        );
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown';
        log.error({ taskId, reason }, 'A task born claimed could not run.');
      }
    },
    requestCancel: (journal, taskId) =>
      requestCancel(settings, wakeQueue, journal, taskId),
    retry: (journal, taskId) => retryTask(wakeQueue, journal, taskId),
    reconcile: (journal, taskId, outcome, explanation) =>
      reconcileTask(settings, wakeQueue, journal, taskId, outcome, explanation),
  };
}
