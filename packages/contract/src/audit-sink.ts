import { z } from 'zod';

import { timestamp } from './primitives.ts';

/** How far one place outside the database has the audit log. */
export const auditSinkStanding = z.object({
  name: z.string(),
  type: z.enum(['https', 'syslog', 'file']),
  /** Rows that wait for it. */
  behind: z.number().int(),
  sentAt: timestamp.nullable(),
  failingSince: timestamp.nullable(),
  /** Why, in a few words of ours; null while it takes rows. */
  problem: z.string().nullable(),
});
export type AuditSinkStanding = z.infer<typeof auditSinkStanding>;

export const auditSinkList = z.object({ items: z.array(auditSinkStanding) });
