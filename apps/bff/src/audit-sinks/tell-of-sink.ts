import { type Database, transact } from '@keyward/database';
import { sql } from 'kysely';

import type { Notices } from '../notifications/notices.ts';
import type { AuditSink } from './audit-sink.ts';

/** A receiver that restarts is no news. */
const PATIENCE = sql`interval '1 minute'`;

/** Tells the security admins once of each outage that has lasted a minute. */
export function tellOfSink(
  db: Database,
  notices: Pick<Notices, 'auditSinkFailing'>,
): (sink: AuditSink, since: Date) => Promise<void> {
  return async ({ name, cursor }, since) => {
    await transact(db, async (journal) => {
      const first = await journal.tx
        .updateTable('audit_sink')
        .set({ told_at: sql<Date>`clock_timestamp()` })
        .where('name', '=', cursor)
        .where('told_at', 'is', null)
        .where(sql<boolean>`failing_since < clock_timestamp() - ${PATIENCE}`)
        .returning('name')
        .executeTakeFirst();
      if (first !== undefined) {
        await notices.auditSinkFailing(journal, name, since);
      }
    });
  };
}
