import { z } from 'zod';

import { connectionSummary } from './connection.ts';
import { targetOperationId } from './operations/read-operation-id.ts';
import { systemKind } from './problem.ts';

/** Whether one connection has an operation; when not, why, and the nearest alternative. */
const availability = z.object({
  connection: connectionSummary,
  version: z.string().nullable(),
  available: z.boolean(),
  reason: z.string().nullable(),
  alternative: z.string().nullable(),
});

export const catalogueEntry = z.object({
  id: targetOperationId,
  title: z.string(),
  summary: z.string(),
  system: systemKind,
  execution: z.enum(['approved', 'immediate']),
  risk: z.enum(['high', 'standard']),
  privileges: z.array(z.string()),
  caution: z.string().nullable(),
  approvals: z.number().int(),
  secretPointers: z.array(z.string()),
  connections: z.array(availability),
});
export type CatalogueEntry = z.infer<typeof catalogueEntry>;

/** What can be changed on targets. */
export const catalogue = z.object({ items: z.array(catalogueEntry) });
