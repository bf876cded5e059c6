import type { UnreadFact } from '@keyward/contract';

/** What a check finds besides version and capabilities. */
export interface ProbeFacts {
  build: string | null;
  unread: UnreadFact[];
  /** PEM; null where the trust is the certificate itself. */
  shownCertificate: string | null;
}
