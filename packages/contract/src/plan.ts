import { z } from 'zod';

import { json, timestamp } from './primitives.ts';

/** One line of the before/after table; null means "nothing". */
export const difference = z.object({
  label: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** The exact call that will be sent. Secrets stand as `{"$secret": pointer}`. */
export const frozenRequest = z.object({
  method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']),
  path: z.string(),
  query: z.record(z.string(), z.string()).optional(),
  body: json.optional(),
});
export type FrozenRequest = z.infer<typeof frozenRequest>;

export const plan = z.object({
  before: json,
  after: json,
  /** What will change, in sentences a reviewer reads first. */
  sentences: z.array(z.string()),
  differences: z.array(difference),
  request: frozenRequest,
});
export type Plan = z.infer<typeof plan>;

/** A preflight check; its result is stored with the change as evidence. */
export const check = z.object({
  id: z.string(),
  title: z.string(),
  severity: z.enum(['blocker', 'warning', 'info']),
  passed: z.boolean(),
  evidence: z.string(),
  observedAt: timestamp,
  /** Pointer into the input, when the check is about one field. */
  field: z.string().optional(),
  /** Code that a failed blocker is refused with; `preflight_failed` when absent. */
  code: z.string().optional(),
});
export type Check = z.infer<typeof check>;

/** One upstream fact that is not what it was when the change was planned. */
export const movedFact = z.object({
  pointer: z.string(),
  before: json.nullable(),
  now: json.nullable(),
});
export type MovedFact = z.infer<typeof movedFact>;

/** How far a read-back proved the change, and what no read can prove. */
export const verification = z.object({
  level: z.enum(['full', 'partial', 'none']),
  proved: z.array(z.string()),
  notProved: z.array(z.string()),
  /** Set when the read-back contradicts the change. */
  contradiction: z.string().optional(),
  /** Applied health and the like: shown beside the verification, never part of it. */
  observed: z.array(z.string()).optional(),
  /** What the change made for a person to take along, as it was read back; public, never a secret. */
  made: z
    .array(z.object({ kind: z.enum(['csr']), text: z.string() }))
    .optional(),
});
export type Verification = z.infer<typeof verification>;
