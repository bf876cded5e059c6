import { z } from 'zod';

import { id, page, pageQuery, timestamp } from './primitives.ts';

/** What a person is told about. */
export const notificationKind = z.enum([
  'needs_decision',
  'decided',
  'secret_wanted',
  'expiring',
  'failed',
  'needs_reconciliation',
  'high_risk_approved',
  'credential_renewed',
  /** Something that the person follows has ended, or needs somebody. */
  'followed',
]);
export type NotificationKind = z.infer<typeof notificationKind>;

/** A link, a title, a deadline and the digest's phrase; never a secret and never a decision. */
export const notification = z.object({
  id,
  kind: notificationKind,
  title: z.string(),
  changeId: id.nullable(),
  taskId: id.nullable(),
  connectionId: id.nullable(),
  phrase: z.string().nullable(),
  deadline: timestamp.nullable(),
  at: timestamp,
  readAt: timestamp.nullable(),
});
export type Notification = z.infer<typeof notification>;

export const inboxQuery = z.strictObject({
  unread: z.literal('true').optional(),
  ...pageQuery,
});

export const inboxPage = page(notification).extend({
  unread: z.number().int(),
});

/** Marks these as read, or all of them when no ids are named. */
export const markReadRequest = z.strictObject({
  ids: z.array(id).max(200).optional(),
});
