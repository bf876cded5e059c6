import type { Checkpoint } from '@keyward/audit-proof';
import { type Database, type Journal, transact } from '@keyward/database';

import { audit } from '../audit/note.ts';
import {
  settleRestored,
  type SettledRestore,
} from '../restore/settle-restored.ts';
import { acknowledgementOf, findBehind } from './behind-checkpoint.ts';

/**
 * Somebody on the host says that the audit log may end before its newest checkpoint, and why: the database was restored.
 * It is written into the log that goes on from here. A verifier finds the gap all the same. What a restored database must
 * not go on with is ended, as after the console's own restore.
 *
 * @returns what was acknowledged; null when nothing is to be
 */
export async function acknowledgeRestore(
  db: Database,
  file: string,
  reason: string,
): Promise<(SettledRestore & { behind: Checkpoint }) | null> {
  const behind = await findBehind(db, file);
  if (behind === null) return null;
  const settled = await transact(db, async (journal) => {
    await noteAcknowledged(journal, behind, reason);
    return settleRestored(journal, { asOf: null, reason });
  });
  return { ...settled, behind };
}

/** Remembers that this checkpoint is beyond the log, and writes it into the log. */
export async function noteAcknowledged(
  journal: Journal,
  behind: Checkpoint,
  reason: string,
): Promise<void> {
  await journal.tx
    .insertInto('milestone')
    .values({ name: acknowledgementOf(behind) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  audit(journal, {
    code: 'audit.restore_acknowledged',
    action: `acknowledge that the log ends before checkpoint ${String(behind.size)}`,
    object: null,
    detail: reason,
  });
}
