import type { Journal } from '@keyward/database';
import { sql } from 'kysely';

/**
 * A change of ours has ended: what every replica knows of its target is old from the commit on.
 *
 * @param hasAnswered whether the target was read back just now
 */
export async function outdateEstate(
  journal: Journal,
  connectionId: string,
  hasAnswered: boolean,
): Promise<void> {
  await journal.tx
    .updateTable('connection')
    .set({
      estate_version: sql<number>`estate_version + 1`,
      ...(hasAnswered ? { last_reached_at: sql<Date>`now()` } : {}),
    })
    .where('id', '=', connectionId)
    .execute();
}
