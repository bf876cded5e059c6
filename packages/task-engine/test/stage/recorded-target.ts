import type { DatabaseHandle } from '@keyward/database';
import {
  type StepContext,
  TaskFailure,
  type TaskProgram,
  TaskRetry,
} from '@keyward/task-engine';
import { sql } from 'kysely';

import {
  effect,
  explain,
  failure,
  program,
  repeatable,
} from './test-program.ts';

/** How the target behaves at its first sending; later ones succeed. */
export const SCENARIOS = [
  'works',
  'answer_lost',
  'request_lost',
  'not_sent',
  'vendor_error',
  'check_delayed',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

class NotSent extends Error {}

/** A target whose every effect is a row, committed the moment it happens and never taken back. */
export async function createRecordedTarget({
  db,
}: DatabaseHandle): Promise<void> {
  await sql`create table effect (
    task_id uuid not null, fence integer not null, at timestamptz not null default clock_timestamp())`.execute(
    db,
  );
  await sql`create table sending (task_id uuid not null)`.execute(db);
}

export async function countEffects(
  { db }: DatabaseHandle,
  taskId: string,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from effect where task_id = ${taskId}`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

/** The program of one scenario against the recorded target. `onEffect` is called right after the effect happened. */
export function recordedProgram(
  database: DatabaseHandle,
  scenario: Scenario,
  onEffect: () => Promise<void> | void,
): TaskProgram {
  const { db } = database;
  const isFirstSending = async (ctx: StepContext): Promise<boolean> => {
    const { rows } = await sql<{ n: number }>`
      with added as (insert into sending values (${ctx.task.id}))
      select count(*)::int as n from sending where task_id = ${ctx.task.id}`.execute(
      db,
    );
    return rows[0]?.n === 0;
  };
  const apply = async (ctx: StepContext): Promise<unknown> => {
    await sql`insert into effect values (${ctx.task.id}, ${ctx.fence})`.execute(
      db,
    );
    await onEffect();
    return { by: ctx.fence };
  };
  return program(
    repeatable('check', (ctx) => {
      if (scenario === 'check_delayed' && ctx.attempt === 1) throw delayed();
      return Promise.resolve({ result: { looked: true } });
    }),
    effect(
      { effects: 0 },
      {
        send: async (ctx) => {
          if (!(await isFirstSending(ctx))) return apply(ctx);
          switch (scenario) {
            case 'answer_lost':
              await apply(ctx);
              throw new Error('The connection was reset.');
            case 'request_lost':
              throw new Error('The connection was reset.');
            case 'not_sent':
              throw new NotSent('The connection was refused.');
            case 'vendor_error':
              throw failure('The target reported an unspecified error.');
            case 'works':
            case 'check_delayed':
              return apply(ctx);
          }
        },
        findEffect: async (ctx) =>
          (await countEffects(database, ctx.task.id)) > 0
            ? { found: 'applied', result: { by: 'finding' } }
            : { found: 'not_applied' },
        proof: (error) =>
          error instanceof NotSent ? 'retry_not_sent' : 'unproven',
      },
    ),
    repeatable('verify', async (ctx) => {
      const effects = await countEffects(database, ctx.task.id);
      if (effects !== 1) {
        throw new TaskFailure({
          kind: 'verify',
          explanation: explain(`${effects} effects`),
        });
      }
      return {
        verification: { level: 'full', proved: ['one effect'], notProved: [] },
      };
    }),
  );
}

function delayed(): TaskRetry {
  return new TaskRetry({
    afterMs: 10,
    explanation: explain('The target is busy.'),
    giveUp: { afterTries: 3, failure: failure('The target stayed busy.') },
  });
}
