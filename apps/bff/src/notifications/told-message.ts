import { notificationKind, timestamp } from '@keyward/contract';
import { z } from 'zod';

/** What waits in the outbox: the message without its recipient, whose address is looked up when it is sent. */
export const toldMessage = z.object({
  kind: notificationKind,
  title: z.string(),
  /** Path of the page to look at, on this console. */
  path: z.string(),
  deadline: timestamp.nullable(),
  phrase: z.string().nullable(),
  at: timestamp,
});
export type ToldMessage = z.infer<typeof toldMessage>;
