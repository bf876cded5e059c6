import type { Journal } from '@keyward/database';
import { parkRestoredTasks } from '@keyward/task-engine';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import { staleChangesOf } from '../changes/stale-changes.ts';
import { INBOX_ONLY } from '../notifications/channels.ts';
import { createNotices } from '../notifications/notices.ts';
import { taskHooks } from '../tasks/task-hooks.ts';

export interface RestoredAs {
  /** The moment that the database stands at; null when nobody knows. */
  asOf: Date | null;
  /** Why it was restored, in the words of whoever did it. */
  reason: string;
}

export interface SettledRestore {
  /** Tasks whose outcome somebody has to find out. */
  tasks: number;
  /** Approved changes that waited for their time or a key. */
  changes: number;
}

const NOT_TWICE =
  'The database was restored from a copy. Whether this was carried out after the copy was made, nobody here knows.';

/**
 * What a database that was put in the place of a later one must not do by itself: tasks that were not over may have gone
 * on, and approved changes may have started, in the one that is gone. Neither happens a second time. It is said in the
 * audit log and to those whom it concerns.
 */
export async function settleRestored(
  journal: Journal,
  { asOf, reason }: RestoredAs,
): Promise<SettledRestore> {
  const notices = createNotices(INBOX_ONLY);
  // No console runs on this database yet, so there is nothing that anybody has seen of an estate.
  const hooks = taskHooks(notices);
  const tasks = await parkRestoredTasks(journal, hooks);
  const changes = await staleChangesOf(
    journal,
    notices,
    sql<boolean>`state = 'approved'`,
    NOT_TWICE,
    '/database',
  );
  await journal.tx
    .insertInto('restore_mark')
    .values({ as_of: asOf, reason })
    .execute();
  const from = asOf === null ? '' : ` as of ${asOf.toISOString()}`;
  audit(journal, {
    code: 'database.restored',
    action: `restore the database${from}; ${String(tasks)} tasks unknown, ${String(changes)} changes stale`,
    object: null,
    detail: reason,
  });
  return { tasks, changes };
}
