import { upstreamFacts } from '@keyward/contract';
import { z } from 'zod';

/** A task of vCenter or a job of ONTAP, in the words that both share. */
const upstreamWork = z.object({
  state: z.enum(['running', 'blocked', 'succeeded', 'failed']),
  progress: z.object({ total: z.number(), completed: z.number() }).optional(),
  /** What the target hands over at the end. */
  result: z.unknown().optional(),
  failure: z
    .object({ facts: upstreamFacts, isCancellation: z.boolean() })
    .optional(),
});
export type UpstreamWork = z.infer<typeof upstreamWork>;

/** What one look at the target says of one of its tasks. Plain data, so that one replica can tell another. */
export const sighting = z.discriminatedUnion('seen', [
  z.object({ seen: z.literal('task'), work: upstreamWork }),
  z.object({ seen: z.literal('forgotten') }),
  z.object({
    seen: z.literal('nothing'),
    because: z.enum(['no_answer', 'account_refused']),
  }),
  z.object({ seen: z.literal('quarantined') }),
]);
export type Sighting = z.infer<typeof sighting>;
