import type { Database } from '@keyward/database';

import { deleteDraft } from '../drafts/erase-drafts.ts';
import { getDraft, listDrafts } from '../drafts/read-drafts.ts';
import { saveDraft } from '../drafts/save-draft.ts';
import type { Handlers } from '../http/handler.ts';

/** What the person who asks has begun to fill in; nobody sees another's. */
export function draftRoutes({
  db,
}: {
  db: Database;
}): Pick<Handlers, 'listDrafts' | 'getDraft' | 'saveDraft' | 'deleteDraft'> {
  return {
    listDrafts: async ({ caller }) => ({
      body: { items: await listDrafts(db, caller.person.id) },
    }),
    getDraft: async ({ params, caller }) => ({
      body: await getDraft(db, caller.person.id, params.id),
    }),
    saveDraft: async ({ params, body, caller }) => ({
      body: await saveDraft(db, caller.person.id, params.id, body),
    }),
    async deleteDraft({ params, caller }) {
      await deleteDraft(db, caller.person.id, params.id);
      return {};
    },
  };
}
