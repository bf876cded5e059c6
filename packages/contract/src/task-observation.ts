import { z } from 'zod';

import { movedFact, verification } from './plan.ts';
import { timestamp } from './primitives.ts';
import { upstreamFacts } from './problem.ts';
import { explanation } from './task.ts';

/** One time that the call went out, or was about to: committed before it, resolved after. */
export const sending = z.object({
  attempt: z.number().int(),
  /** The claim of the task that it belongs to; each claim has the next higher number. */
  fence: z.number().int(),
  at: timestamp,
  /** What became of it; null while nobody knows, `not_sent` when it never left the console. */
  outcome: z
    .enum(['applied', 'not_applied', 'refused', 'not_sent', 'unknown'])
    .nullable(),
  resolvedAt: timestamp.nullable(),
});
export type Sending = z.infer<typeof sending>;

/** What the operation reads at the target, now, about a change whose outcome nobody knows. */
const seenAtTarget = z.object({
  read: z.literal(true),
  /** What Keyward itself would conclude from it; `unknown` with the reason. */
  finding: z.enum(['applied', 'not_applied', 'unknown']),
  why: z.string().nullable(),
  /** What the task would say if the change were called applied. */
  verification,
  /** What differs from the facts that the change was planned on; null where they cannot be read. */
  moved: z.array(movedFact).nullable(),
});

const notSeen = z.object({
  read: z.literal(false),
  explanation,
  upstream: upstreamFacts.nullable(),
});

export const taskObservation = z.object({
  /** By the database's clock. */
  observedAt: timestamp,
  sendings: z.array(sending),
  target: z.discriminatedUnion('read', [seenAtTarget, notSeen]),
});
export type TaskObservation = z.infer<typeof taskObservation>;
