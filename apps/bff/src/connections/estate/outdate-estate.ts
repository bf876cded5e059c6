import type { Journal } from '@keyward/database';
import { sql } from 'kysely';

/** A change of ours has ended: what every replica knows of its target is old from the commit on. */
export async function outdateEstate(
  journal: Journal,
  connectionId: string,
): Promise<void> {
  await journal.tx
    .updateTable('connection')
    .set({ estate_version: sql<number>`estate_version + 1` })
    .where('id', '=', connectionId)
    .execute();
}
