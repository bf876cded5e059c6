import {
  changesQuery,
  HOME_LISTS,
  inboxQuery,
  tasksQuery,
  type HomeAnswer,
  type Permission,
} from '@keyward/contract';
import type { Database } from '@keyward/database';

import { listChanges } from '../changes/list-changes.ts';
import type { Mode } from '../config.ts';
import { listDrafts } from '../drafts/read-drafts.ts';
import { readInbox } from '../notifications/read-inbox.ts';
import type { Caller } from '../people/caller.ts';
import { listTasks } from '../tasks/list-tasks.ts';

/** The lists of the home page in one answer, each as its own route would give it to this caller. */
export async function readHome(
  db: Database,
  mode: Mode,
  caller: Caller,
): Promise<HomeAnswer> {
  const may = (permission: Permission): boolean =>
    caller.permissions.includes(permission);
  const tasks = (query: object) =>
    listTasks(db, tasksQuery.parse(query), caller);
  const changes = (query: object, isAllowed: boolean) =>
    isAllowed && may('changes:read')
      ? listChanges(db, changesQuery.parse(query), caller)
      : null;
  const [running, endedBadly, concerning, deciding, tried, unread, drafts] =
    await Promise.all([
      tasks(HOME_LISTS.running),
      tasks(HOME_LISTS.endedBadly),
      changes(HOME_LISTS.concerning, may('changes:submit')),
      changes(HOME_LISTS.deciding, may('changes:decide')),
      changes(HOME_LISTS.tried, mode === 'demo'),
      readInbox(db, caller.person.id, inboxQuery.parse(HOME_LISTS.unread)),
      may('changes:submit') ? listDrafts(db, caller.person.id) : null,
    ]);
  return {
    running,
    endedBadly,
    concerning,
    deciding,
    tried,
    unread,
    drafts: drafts === null ? null : { items: drafts },
  };
}
