import type { Database } from '@keyward/database';
import { sql } from 'kysely';

/**
 * Marks these notifications of a person as read, or all of them without ids. Somebody else's are left alone; one that
 * a transaction is just settling is left to that, so nobody waits for anybody.
 */
export async function markRead(
  db: Database,
  personId: string,
  ids: readonly string[] | undefined,
): Promise<void> {
  if (ids?.length === 0) return;
  let unread = db
    .selectFrom('notification')
    .select('id')
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .forUpdate()
    .skipLocked();
  if (ids !== undefined) unread = unread.where('id', 'in', [...ids]);
  await db
    .updateTable('notification')
    .set({ read_at: sql<Date>`now()` })
    .where('id', 'in', unread)
    .execute();
}
