import { explanation, failureKind, upstreamFacts } from '@keyward/contract';
import { jsonb, type TaskIntentRow } from '@keyward/database';

import { TaskFailure } from './task-errors.ts';
import type { TaskRun } from './task-run.ts';

/**
 * Keeps a vendor's refusal that proves nothing with its open intent, so that a later claim which finds the change
 * absent ends with it instead of sending again.
 */
export async function rememberRefusal(
  run: TaskRun,
  attempt: number,
  refusal: TaskFailure,
): Promise<void> {
  const result = {
    refusal: {
      kind: refusal.kind,
      explanation: refusal.explanation,
      ...(refusal.upstream !== undefined && { upstream: refusal.upstream }),
    },
  };
  await run.commit({
    lines: [
      {
        what: 'note',
        text: 'The answer does not say whether the change was made. Looking at the target.',
      },
    ],
    write: async (journal) => {
      await journal.tx
        .updateTable('task_intent')
        .set({ result: jsonb(result) })
        .where('task_id', '=', run.claim.taskId)
        .where('attempt', '=', attempt)
        .execute();
    },
    committed: () => {
      run.intents = run.intents.map((intent) =>
        intent.attempt === attempt ? { ...intent, result } : intent,
      );
    },
  });
}

/** The refusal kept with an open intent, if there was one. */
export function refusalOf(intent: TaskIntentRow): TaskFailure | undefined {
  if (!isObjectWith(intent.result, 'refusal')) return undefined;
  const { refusal } = intent.result;
  if (!isObjectWith(refusal, 'kind')) return undefined;
  if (!isObjectWith(refusal, 'explanation')) return undefined;
  const upstream = isObjectWith(refusal, 'upstream')
    ? upstreamFacts.parse(refusal.upstream)
    : undefined;
  return new TaskFailure({
    kind: failureKind.parse(refusal.kind),
    explanation: explanation.parse(refusal.explanation),
    ...(upstream !== undefined && { upstream }),
  });
}

function isObjectWith<K extends string>(
  value: unknown,
  key: K,
): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}
