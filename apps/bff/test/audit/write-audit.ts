import { type Database, type JournalAudit, transact } from '@keyward/database';

/** Commits `count` audit rows, chained, with members of the test's choice. */
export async function writeAudit(
  db: Database,
  count: number,
  row: Partial<JournalAudit> = {},
): Promise<void> {
  await transact(db, async (journal) => {
    for (let each = 0; each < count; each += 1) {
      journal.audit({
        code: 'session.started',
        actor: null,
        personId: null,
        ip: null,
        action: 'sign in',
        object: null,
        outcome: 'success',
        changeHash: null,
        reqId: null,
        detail: null,
        ...row,
      });
    }
  });
}
