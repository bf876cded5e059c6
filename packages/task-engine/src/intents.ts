import { jsonb } from '@keyward/database';
import { sql } from 'kysely';

import type { Move } from './move.ts';
import type { TaskRun } from './task-run.ts';

/**
 * What became of an intent: `applied`, `refused` (the target's refusal proves that nothing changed), `not_sent`,
 * `not_applied` (looked for, twice) or `unknown` (a person decides).
 */
export type IntentOutcome =
  'applied' | 'refused' | 'not_sent' | 'not_applied' | 'unknown';

/** Commits what is about to be sent, under the run's fence. */
export function intentMove(run: TaskRun, attempt: number): Move {
  return {
    write: async (journal) => {
      await journal.tx
        .insertInto('task_intent')
        .values({
          task_id: run.claim.taskId,
          attempt,
          fence: run.claim.fence,
        })
        .execute();
    },
    committed: () => {
      const intent = {
        task_id: run.claim.taskId,
        attempt,
        fence: run.claim.fence,
        committed_at: new Date(),
        outcome: null,
        result: null,
        resolved_at: null,
      };
      run.intents = [...run.intents, intent];
    },
  };
}

/** Records what became of an attempt; `result` is the JSON that `send` or the finding gave. */
export function resolutionMove(
  run: TaskRun,
  attempt: number,
  outcome: IntentOutcome,
  result: unknown = null,
): Move {
  return {
    write: async (journal) => {
      await journal.tx
        .updateTable('task_intent')
        .set({
          outcome,
          result: jsonb(result ?? null),
          resolved_at: sql<Date>`clock_timestamp()`,
        })
        .where('task_id', '=', run.claim.taskId)
        .where('attempt', '=', attempt)
        .execute();
    },
    committed: () => {
      run.intents = run.intents.map((intent) =>
        intent.attempt === attempt ? { ...intent, outcome, result } : intent,
      );
    },
  };
}
