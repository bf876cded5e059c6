import type { Database } from '@keyward/database';
import { sql } from 'kysely';

/** Marks these notifications of a person as read, or all of them without ids. Somebody else's are left alone. */
export async function markRead(
  db: Database,
  personId: string,
  ids: readonly string[] | undefined,
): Promise<void> {
  if (ids?.length === 0) return;
  let update = db
    .updateTable('notification')
    .set({ read_at: sql<Date>`now()` })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null);
  if (ids !== undefined) update = update.where('id', 'in', [...ids]);
  await update.execute();
}
