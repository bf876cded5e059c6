import type { Session } from '@keyward/contract';
import type { Database } from '@keyward/database';

/** The newest restore, while a change that is still open is from before it; undefined otherwise. */
export async function restoredLately(
  db: Database,
): Promise<Session['restored']> {
  const mark = await db
    .selectFrom('restore_mark')
    .select(['restored_at', 'as_of'])
    .where((is) =>
      is.exists(
        is
          .selectFrom('change')
          .select('change.id')
          .where('state', 'in', [
            'pending',
            'approved',
            'running',
            'outcome_unknown',
          ])
          .whereRef('change.created_at', '<', 'restore_mark.restored_at'),
      ),
    )
    .orderBy('restore_mark.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return mark === undefined
    ? undefined
    : {
        at: mark.restored_at.toISOString(),
        asOf: mark.as_of?.toISOString() ?? null,
      };
}
