import type { DatabaseTransaction } from '@keyward/database';
import { sql } from 'kysely';

/** Number of the advisory lock's class; its second number comes from the person. */
const DRAFTS_LOCK = 7_117;

/** Until the transaction ends nobody else saves or ends a draft of this person. */
export async function lockDrafts(
  tx: DatabaseTransaction,
  personId: string,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(${DRAFTS_LOCK}, hashtext(${personId}))`.execute(
    tx,
  );
}
