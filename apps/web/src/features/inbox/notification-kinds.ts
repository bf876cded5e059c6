import type { NotificationKind } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { StatusTone } from '@keyward/ui';

/** What a notification is about, as a word with an icon; what is to be done comes first. */
export const NOTIFICATION_KINDS = {
  needs_decision: { word: say('inbox.needs-your-decision'), tone: 'waiting' },
  secret_wanted: { word: say('inbox.needs-your-key'), tone: 'waiting' },
  expiring: { word: say('inbox.expiring'), tone: 'warning' },
  decided: { word: say('inbox.decided'), tone: 'quiet' },
  failed: { word: say('inbox.failed'), tone: 'bad' },
  needs_reconciliation: {
    word: say('inbox.needs-reconciliation'),
    tone: 'unknown',
  },
  high_risk_approved: {
    word: say('inbox.high-risk-approved'),
    tone: 'warning',
  },
  followed: { word: say('inbox.followed'), tone: 'quiet' },
  credential_renewed: { word: say('inbox.credential-renewed'), tone: 'quiet' },
} as const satisfies Record<
  NotificationKind,
  { word: string; tone: StatusTone }
>;
