import type { DatabaseTransaction } from '@keyward/database';
import { sql } from 'kysely';

/** Orders everything that counts, adds or removes what a person has for proving who they are. */
export async function lockPerson(
  tx: DatabaseTransaction,
  personId: string,
): Promise<void> {
  await sql`select id from person where id = ${personId} for no key update`.execute(
    tx,
  );
}
