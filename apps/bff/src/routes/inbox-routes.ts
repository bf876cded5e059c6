import type { Database } from '@keyward/database';

import type { Handlers } from '../http/handler.ts';
import { markRead } from '../notifications/mark-read.ts';
import { readInbox } from '../notifications/read-inbox.ts';

/** What the person who asks was told; nobody reads another's. */
export function inboxRoutes({
  db,
}: {
  db: Database;
}): Pick<Handlers, 'readInbox' | 'markInboxRead'> {
  return {
    readInbox: async ({ query, caller }) => ({
      body: await readInbox(db, caller.person.id, query),
    }),
    async markInboxRead({ body, caller }) {
      await markRead(db, caller.person.id, body.ids);
      return {};
    },
  };
}
