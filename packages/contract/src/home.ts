import { z } from 'zod';

import { changePage } from './change-list.ts';
import { draftList } from './draft.ts';
import { inboxPage } from './inbox.ts';
import { taskPage } from './task.ts';

/** What the home page shows first, each list as its own route answers it; null for what does not concern the reader. */
export const homeAnswer = z.object({
  running: taskPage,
  endedBadly: taskPage,
  concerning: changePage.nullable(),
  deciding: changePage.nullable(),
  drafts: draftList.nullable(),
  unread: inboxPage,
  /** Of a demo only. */
  tried: changePage.nullable(),
});
export type HomeAnswer = z.infer<typeof homeAnswer>;
