import type { StepKey } from '@keyward/contract';
import { jsonb } from '@keyward/database';
import { sql } from 'kysely';

import type { Move } from './move.ts';
import type { StepDefinition, StepOutcome } from './program.ts';
import type { TaskRun } from './task-run.ts';

/** Marks a step as running. An effect counts its attempts by what it sent, a repeatable step by its starts. */
export function beginStep(run: TaskRun, step: StepDefinition): Move {
  const { key } = step;
  const begun = run.stepRow(key)?.attempts ?? 0;
  const attempts = step.kind === 'effect' ? run.intents.length : begun + 1;
  let spentMs = 0;
  return {
    patch: { current_step: key, progress: null },
    lines: [
      {
        what: 'step',
        step: { key, state: 'running' },
        text: textOf(run, step),
      },
    ],
    write: async (journal) => {
      const row = await journal.tx
        .updateTable('task_step')
        .set({
          state: 'running',
          attempts,
          started_at: sql<Date>`coalesce(started_at, clock_timestamp())`,
        })
        .where('task_id', '=', run.claim.taskId)
        .where('key', '=', key)
        .returning(
          sql<number>`(extract(epoch from clock_timestamp() - started_at) * 1000)::float8`.as(
            'spent_ms',
          ),
        )
        .executeTakeFirstOrThrow();
      spentMs = row.spent_ms;
    },
    committed: () => {
      run.rememberStep(key, { state: 'running', attempts });
      run.progress = undefined;
      run.stepClock = performance.now() - spentMs;
    },
  };
}

/** What was perhaps sent by an earlier claim is looked for, and that must not read as if it were sent again. */
function textOf(run: TaskRun, { kind, title }: StepDefinition): string {
  const isLook = run.intents.some(
    ({ outcome, fence }) => outcome === null && fence !== run.claim.fence,
  );
  return kind === 'effect' && isLook
    ? 'Looking whether the target has the change.'
    : title;
}

/** Marks a step as done with what it found, its newest progress included. Results are kept as the JSON they become. */
export function finishStep(
  run: TaskRun,
  step: StepDefinition,
  outcome: StepOutcome,
): Move {
  const { key, title } = step;
  const result = asRecorded(outcome.result);
  const progress = run.progress;
  run.parts.progressBatch.drop(run.claim.taskId);
  return {
    patch: {
      tries: 0,
      ...(progress !== undefined && { progress: jsonb(progress) }),
      ...(outcome.verification !== undefined && {
        verification: jsonb(outcome.verification),
      }),
      ...(outcome.upstreamResult !== undefined && {
        upstream_result: outcome.upstreamResult,
      }),
    },
    lines: [
      {
        what: 'step',
        step: { key, state: 'done' },
        state: 'running',
        text: outcome.note ?? `${title}: done.`,
        ...(progress !== undefined && { progress }),
      },
    ],
    write: async (journal) => {
      await journal.tx
        .updateTable('task_step')
        .set({
          state: 'done',
          result: jsonb(result),
          note: outcome.note ?? null,
          ended_at: sql<Date>`clock_timestamp()`,
          ...(progress !== undefined && { progress: jsonb(progress) }),
        })
        .where('task_id', '=', run.claim.taskId)
        .where('key', '=', key)
        .execute();
    },
    committed: () => run.rememberStep(key, { state: 'done', result }),
  };
}

/** Puts the running step back: it begins again with the next claim. */
export function suspendStep(run: TaskRun, key: StepKey, text: string): Move {
  run.parts.progressBatch.drop(run.claim.taskId);
  return {
    lines: [{ what: 'step', step: { key, state: 'waiting' }, text }],
    write: async (journal) => {
      await journal.tx
        .updateTable('task_step')
        .set({ state: 'waiting' })
        .where('task_id', '=', run.claim.taskId)
        .where('key', '=', key)
        .where('state', '=', 'running')
        .execute();
    },
    committed: () => run.rememberStep(key, { state: 'waiting' }),
  };
}

function asRecorded(result: unknown): unknown {
  if (result === undefined) return null;
  const json: unknown = JSON.parse(JSON.stringify(result));
  return json;
}
