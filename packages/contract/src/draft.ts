import { z } from 'zod';

import {
  isConsoleOperation,
  type OperationId,
} from './operations/operation-id.ts';
import { operationId } from './operations/read-operation-id.ts';
import { id, json, timestamp } from './primitives.ts';
import { secretDelivery } from './secret-slot.ts';

/** How many drafts one person keeps at most. */
export const MOST_DRAFTS = 50;
/** A draft that nobody has changed for this long is erased. */
export const DRAFT_DAYS = 30;

function hasNoConnection({
  operation,
  connectionId,
}: {
  operation: OperationId;
  connectionId?: string | undefined;
}): boolean {
  return !isConsoleOperation(operation) || connectionId === undefined;
}

/**
 * A change as far as somebody has filled it in. Nothing of it has to be valid yet, so no rule of the operation is applied:
 * what is bounded is its size (that of the request), depth and number of members. A draft keeps no secret; one that
 * carries a secret is refused.
 */
export const draftRequest = z
  .strictObject({
    operation: operationId,
    /** Left out where none is chosen yet, and for an operation on the console itself. */
    connectionId: id.optional(),
    /** The operation's input as far as it is filled in, without its secrets. */
    values: z.record(z.string(), json),
    secretDelivery: secretDelivery.optional(),
    reason: z.string().max(8000, 'At most 8000 characters.').optional(),
    ticket: z.string().max(200, 'At most 200 characters.').optional(),
    expiresInHours: z.number().optional(),
    /** The change that it is a changed copy of. */
    copyOf: id.optional(),
  })
  .refine(hasNoConnection, {
    path: ['connectionId'],
    message:
      'This operation is on the console itself; leave the connection out.',
  });
export type DraftRequest = z.infer<typeof draftRequest>;

/** A draft in the list of its person's own. */
export const draftSummary = z.object({
  id,
  operation: operationId,
  title: z.string(),
  /** Null where none is chosen yet, and for an operation on the console itself. */
  connection: z.object({ id, name: z.string() }).nullable(),
  hasReason: z.boolean(),
  hasTicket: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
  /** When it is erased unless it is changed before. */
  keptUntil: timestamp,
});
export type DraftSummary = z.infer<typeof draftSummary>;

export const draft = draftSummary.extend({
  values: z.record(z.string(), json),
  secretDelivery: secretDelivery.nullable(),
  reason: z.string().nullable(),
  ticket: z.string().nullable(),
  expiresInHours: z.number().nullable(),
  copyOf: id.nullable(),
});
export type Draft = z.infer<typeof draft>;

/** All drafts of one person, last changed first. */
export const draftList = z.object({ items: z.array(draftSummary) });
