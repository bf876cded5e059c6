import type { Checkpoint } from '@keyward/audit-proof';
import { type Database, transact } from '@keyward/database';

import { audit } from '../audit/note.ts';
import { acknowledgementOf, findBehind } from './behind-checkpoint.ts';

/**
 * Somebody on the host says that the audit log may end before its newest checkpoint, and why: the database was restored.
 * It is written into the log that goes on from here. A verifier finds the gap all the same.
 *
 * @returns what was acknowledged; null when nothing is to be
 */
export async function acknowledgeRestore(
  db: Database,
  file: string,
  reason: string,
): Promise<Checkpoint | null> {
  const behind = await findBehind(db, file);
  if (behind === null) return null;
  await transact(db, async (journal) => {
    await journal.tx
      .insertInto('milestone')
      .values({ name: acknowledgementOf(behind) })
      .execute();
    audit(journal, {
      code: 'audit.restore_acknowledged',
      action: `acknowledge that the log ends before checkpoint ${String(behind.size)}`,
      object: null,
      detail: reason,
    });
  });
  return behind;
}
