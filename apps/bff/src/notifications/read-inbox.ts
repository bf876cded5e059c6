import {
  type inboxPage,
  type inboxQuery,
  type Notification,
  notificationKind,
} from '@keyward/contract';
import type { Database, NotificationRow } from '@keyward/database';
import { sql } from 'kysely';
import type { z } from 'zod';

import { olderThan, pageOf, positionOf } from '../lists/newest-first.ts';

/** One page of what this person was told, newest first, and how much of everything is unread. @throws Refusal `invalid_cursor` */
export async function readInbox(
  db: Database,
  personId: string,
  { limit, cursor, unread }: z.infer<typeof inboxQuery>,
): Promise<z.infer<typeof inboxPage>> {
  const scope = { unread, for: personId };
  let select = db
    .selectFrom('notification')
    .selectAll()
    .select(positionOf(sql.ref('at')).as('position'))
    .where('person_id', '=', personId);
  if (unread !== undefined) select = select.where('read_at', 'is', null);
  if (cursor !== undefined) {
    select = select.where(olderThan(cursor, scope, 'at'));
  }
  const rows = await select
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { shown, nextCursor } = pageOf(rows, limit, scope);
  return {
    items: shown.map(presentNotification),
    nextCursor,
    unread: await countUnread(db, personId),
  };
}

async function countUnread(db: Database, personId: string): Promise<number> {
  const { count } = await db
    .selectFrom('notification')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

function presentNotification(row: NotificationRow): Notification {
  return {
    id: row.id,
    kind: notificationKind.parse(row.kind),
    title: row.title,
    changeId: row.change_id,
    taskId: row.task_id,
    connectionId: row.connection_id,
    phrase: row.phrase,
    deadline: row.deadline?.toISOString() ?? null,
    at: row.at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}
