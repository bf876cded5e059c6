import type { NotificationKind } from '@keyward/contract';
import type { StatusTone } from '@keyward/ui';

/** What a notification is about, as a word with an icon; what is to be done comes first. */
export const NOTIFICATION_KINDS = {
  needs_decision: { word: 'Needs your decision', tone: 'waiting' },
  secret_wanted: { word: 'Needs your key', tone: 'waiting' },
  expiring: { word: 'Expiring', tone: 'warning' },
  decided: { word: 'Decided', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  needs_reconciliation: { word: 'Needs reconciliation', tone: 'unknown' },
  high_risk_approved: { word: 'High risk approved', tone: 'warning' },
  credential_renewed: { word: 'Credential renewed', tone: 'quiet' },
} as const satisfies Record<
  NotificationKind,
  { word: string; tone: StatusTone }
>;
