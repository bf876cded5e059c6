import { type Progress, type StepKey, stepKey } from '@keyward/contract';
import { type TaskRow, transact } from '@keyward/database';
import { sql } from 'kysely';

import { createBeat } from './beat.ts';
import type { EngineSettings } from './engine-settings.ts';
import type { Claim } from './move-task.ts';
import { noteLines } from './task-lines.ts';

const TICK_MS = 500;
/** Targets are looked at as often: what one late look brought must not keep what the next one brings waiting. */
const EARLY_MS = 250;

interface Pending {
  claim: Claim;
  step: StepKey;
  progress: Progress;
}

export interface ProgressBatch {
  /** Keeps the newest progress of a task's running step for the next tick. */
  put(pending: Pending): void;
  /** Forgets what was not written yet; the step's end writes it. */
  drop(taskId: string): void;
  /** Writes what is due now; settles when written. */
  flush(): Promise<void>;
  stop(): void;
}

/** Writes the progress of all tasks of this process together, once in 500 ms over time and never twice in 250 ms. */
export function createProgressBatch(settings: EngineSettings): ProgressBatch {
  const pending = new Map<string, Pending>();
  let timer: NodeJS.Timeout | undefined;
  const beat = createBeat(TICK_MS, EARLY_MS);
  let flushing: Promise<void> | undefined;

  function schedule(): void {
    if (timer !== undefined || flushing !== undefined || pending.size === 0) {
      return;
    }
    timer = setTimeout(() => void flush(), beat.waitMs());
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    await flushing;
    if (pending.size === 0) return;
    const batch = [...pending.values()];
    pending.clear();
    beat.take();
    flushing = write(settings, batch)
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : 'unknown';
        settings.log.warn({ reason }, 'Progress could not be written.');
      })
      .finally(() => {
        flushing = undefined;
        schedule();
      });
    await flushing;
  }

  return {
    put(each) {
      pending.set(each.claim.taskId, each);
      schedule();
    },
    drop: (taskId) => void pending.delete(taskId),
    flush,
    stop: () => clearTimeout(timer),
  };
}

/** A task whose claim or step has moved on is left out: its end already wrote what counts. */
async function write(
  { database, owner }: EngineSettings,
  batch: readonly Pending[],
): Promise<void> {
  const given = JSON.stringify(
    batch.map(({ claim, step, progress }) => ({
      id: claim.taskId,
      fence: claim.fence,
      step,
      progress,
    })),
  );
  await transact(database.db, async (journal) => {
    const { rows } = await sql<TaskRow>`
      with mine as materialized (
        select task.id, given.progress
        from task join jsonb_to_recordset(${given}::jsonb)
            as given (id uuid, fence integer, step text, progress jsonb)
          on task.id = given.id and task.fence = given.fence and task.current_step = given.step
        where lease_owner = ${owner} and state = 'running'
        order by task.id
        for update of task),
      stepped as (
        update task_step set progress = mine.progress
        from task join mine on task.id = mine.id
        where task_step.task_id = task.id and task_step.key = task.current_step)
      update task set progress = mine.progress, v = v + 1
      from mine where task.id = mine.id
      returning task.*`.execute(journal.tx);
    for (const task of rows) {
      const step = stepKey.parse(task.current_step);
      const text = batch.find((each) => each.claim.taskId === task.id)?.progress
        .message;
      noteLines(journal, task, [
        {
          what: 'progress',
          step: { key: step, state: 'running' },
          text: text ?? 'Progress at the target.',
        },
      ]);
    }
  });
}
