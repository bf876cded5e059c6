import { setTimeout as delay } from 'node:timers/promises';
import type { Progress, StepKey } from '@keyward/contract';

import type { StepContext } from './program.ts';
import type { TaskRun } from './task-run.ts';
import { LeaseLost } from './task-errors.ts';

/** The context of one attempt at a step. `close` makes a step that outlived its end unable to do anything more. */
export function openStepContext(
  run: TaskRun,
  key: StepKey,
  signal: AbortSignal,
): { context: StepContext; close(): void } {
  let isOpen = true;
  const requireOpen = (): void => {
    run.throwIfLost();
    if (!isOpen) throw new LeaseLost(run.claim.taskId, run.claim.fence);
  };

  const context: StepContext = {
    get task() {
      return run.task;
    },
    get isCancelRequested() {
      return run.isCancelRequested;
    },
    signal,
    attempt: run.stepRow(key)?.attempts ?? 1,
    fence: run.claim.fence,
    result: (earlier) => run.stepRow(earlier)?.result ?? undefined,
    progress(reported) {
      if (!isOpen) return;
      run.progress = grown(run.progress, reported);
      run.parts.progressBatch.put({
        claim: run.claim,
        step: key,
        progress: run.progress,
      });
    },
    async note(text) {
      requireOpen();
      await run.commit({ lines: [{ what: 'note', text }] });
    },
    async upstreamTask(id) {
      requireOpen();
      if (run.task.upstream_task_id === id) return;
      const text = 'The target runs this as a task of its own.';
      await run.commit({
        patch: { upstream_task_id: id },
        lines: [{ what: 'note', text }],
      });
    },
    pause: (ms) => pauseUnlessCancelled(run, signal, ms),
    async guard() {
      requireOpen();
      signal.throwIfAborted();
      await run.guard();
      signal.throwIfAborted();
    },
  };
  return {
    context,
    close() {
      isOpen = false;
    },
  };
}

/** A target whose task goes backward is shown standing still. */
function grown(before: Progress | undefined, now: Progress): Progress {
  return {
    ...now,
    completed: Math.max(before?.completed ?? 0, now.completed),
  };
}

/** A step that already knows of the request waits its full time, so that a loop around it cannot spin. */
async function pauseUnlessCancelled(
  run: TaskRun,
  signal: AbortSignal,
  ms: number,
): Promise<void> {
  const cut = new AbortController();
  const forget = run.onInterruption((why) => {
    if (why === 'cancel') cut.abort();
  });
  try {
    await delay(ms, undefined, {
      signal: AbortSignal.any([signal, cut.signal]),
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!cut.signal.aborted) throw error;
  } finally {
    forget();
  }
}
