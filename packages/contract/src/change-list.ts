import { z } from 'zod';

import { changeState, changeSummary } from './change.ts';
import { operationId } from './operations/read-operation-id.ts';
import { commaSeparated, countedPage, id, pageQuery } from './primitives.ts';

/** Newest first when nothing is said. `deadline` shows open changes only: what runs out first comes first. */
export const changeOrder = z.enum(['newest', 'oldest', 'deadline']);
export type ChangeOrder = z.infer<typeof changeOrder>;

export const changesQuery = z.strictObject({
  state: commaSeparated(changeState).optional(),
  operation: commaSeparated(operationId).optional(),
  connectionId: id.optional(),
  /** A user name, or `me` for the person who asks. */
  requester: z.string().max(128).optional(),
  awaiting: z.literal('me').optional(),
  /** One’s own that are open, or ended without effect and were neither submitted again nor set aside. */
  concerns: z.literal('me').optional(),
  ticket: z.string().max(64).optional(),
  host: z.string().max(253).optional(),
  q: z.string().max(200).optional(),
  sort: changeOrder.optional(),
  ...pageQuery,
});
export type ChangesQuery = z.infer<typeof changesQuery>;

export const changePage = countedPage(changeSummary);
