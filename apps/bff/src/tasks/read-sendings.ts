import { type Sending, sending } from '@keyward/contract';
import type { Queryable } from '@keyward/database';

/** Every time that a task's call went out, or was about to, oldest first. */
export async function readSendings(
  db: Queryable,
  taskId: string,
): Promise<Sending[]> {
  const rows = await db
    .selectFrom('task_intent')
    .select(['attempt', 'fence', 'committed_at', 'outcome', 'resolved_at'])
    .where('task_id', '=', taskId)
    .orderBy('attempt')
    .execute();
  return rows.map(({ attempt, fence, committed_at: at, ...row }) => ({
    attempt,
    fence,
    at: at.toISOString(),
    outcome: sending.shape.outcome.parse(row.outcome),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
  }));
}
