import { z } from 'zod';

import { countedPage, pageQuery, timestamp } from './primitives.ts';

/** One row of the hash chain; `hash = SHA-256(JCS(row without hash))`. */
export const auditRow = z.object({
  v: z.literal(1),
  seq: z.number().int(),
  ts: timestamp,
  code: z.string(),
  actor: z
    .object({ iss: z.string(), sub: z.string(), sidHash: z.string() })
    .nullable(),
  personId: z.string().nullable(),
  ip: z.string().nullable(),
  action: z.string(),
  object: z.string().nullable(),
  outcome: z.enum(['success', 'denied', 'failure']),
  changeHash: z.string().nullable(),
  reqId: z.string().nullable(),
  detail: z.string().nullable(),
  prevHash: z.string(),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;

/** The year 0 is a date to ISO 8601 and none to the database. */
const moment = z.iso
  .datetime()
  .refine((text) => !text.startsWith('0000'), 'This is no usable time.');

export const auditQuery = z.strictObject({
  code: z.string().max(64).optional(),
  personId: z.string().max(64).optional(),
  /** An id, or the reference of a change or task. */
  object: z.string().max(128).optional(),
  outcome: z.enum(['success', 'denied', 'failure']).optional(),
  from: moment.optional(),
  to: moment.optional(),
  /** Newest first when nothing is said. */
  sort: z.enum(['newest', 'oldest']).optional(),
  ...pageQuery,
});
export type AuditQuery = z.infer<typeof auditQuery>;

export const auditExportQuery = auditQuery
  .omit({ limit: true, cursor: true })
  .extend({ format: z.enum(['ndjson', 'csv']).default('ndjson') });

/** The newest row, signed: what an auditor keeps where the console cannot reach it. */
export const auditCheckpoint = z.object({
  /** A C2SP signed note. */
  note: z.string(),
  /** The key that verifies it: `origin+id+Base64`, the same for the life of the database. */
  key: z.string(),
  /** Number of the newest row that it covers. */
  size: z.number().int(),
});

export const auditPage = countedPage(auditRow).extend({
  /** What the objects of these rows are called today, by id; what no longer exists is not in it. */
  names: z.record(z.string(), z.string()),
});
