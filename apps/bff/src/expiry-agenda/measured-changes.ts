import { operationId } from '@keyward/contract';
import type { Queryable } from '@keyward/database';
import { sql } from 'kysely';
import { z } from 'zod';

import type { MeasuredChange } from './lead-time.ts';

const MOST = 200;

const rows = z.array(
  z.object({ operation: operationId, took_ms: z.coerce.number() }),
);

/**
 * The last changes that somebody else approved and that succeeded, from submission to the end of the task: approval,
 * cool-off and run. A change that nobody had to approve says nothing about how long approval takes.
 */
export async function readMeasuredChanges(
  db: Queryable,
): Promise<MeasuredChange[]> {
  const found = await db
    .selectFrom('change')
    .innerJoin('task', 'task.change_id', 'change.id')
    .select([
      'change.operation',
      sql<number>`extract(epoch from task.ended_at - change.created_at) * 1000`.as(
        'took_ms',
      ),
    ])
    .where('change.state', '=', 'succeeded')
    .where('task.ended_at', 'is not', null)
    .where(sql<boolean>`(change.policy->>'approvals')::int > 0`)
    .orderBy('change.created_at', 'desc')
    .orderBy('change.id', 'desc')
    .limit(MOST)
    .execute();
  return rows
    .parse(found)
    .map(({ operation, took_ms: tookMs }) => ({ operation, tookMs }));
}
