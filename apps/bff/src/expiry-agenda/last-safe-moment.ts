import type { AgendaStatus } from '@keyward/contract';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DUE_MS = 7 * DAY_MS;
const SOON_MS = 30 * DAY_MS;

/**
 * The last moment at which a renewal can be requested and is still done in time. Hours are hours that pass, whatever
 * clocks are put forward or back in between; which day that is, is the reader's calendar's business.
 *
 * @param expiresAt RFC 3339, with any offset
 */
export function lastSafeMoment(expiresAt: string, leadHours: number): Date {
  return new Date(Date.parse(expiresAt) - leadHours * HOUR_MS);
}

export function agendaStatusAt(lastSafe: Date, now: Date): AgendaStatus {
  const leftMs = lastSafe.getTime() - now.getTime();
  if (leftMs < 0) return 'overdue';
  if (leftMs <= DUE_MS) return 'due';
  return leftMs <= SOON_MS ? 'soon' : 'later';
}
