import { z } from 'zod';

/** What a test asks of its console. */
export const parentMessage = z.discriminatedUnion('ask', [
  /** Forget what was passed so far; die at this point. */
  z.object({ ask: z.literal('arm'), at: z.string().nullable() }),
  z.object({ ask: z.literal('points') }),
]);
export type ParentMessage = z.infer<typeof parentMessage>;

/** What the console tells its test. */
export const childMessage = z.discriminatedUnion('told', [
  z.object({ told: z.literal('ready'), port: z.number() }),
  z.object({ told: z.literal('armed') }),
  z.object({ told: z.literal('points'), points: z.array(z.string()) }),
]);
export type ChildMessage = z.infer<typeof childMessage>;
