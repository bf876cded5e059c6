import { say } from '@keyward/messages';

const DAY_MS = 86_400_000;
const DAYS_A_YEAR = 365;

export interface Validity {
  tone: 'good' | 'warning' | 'bad';
  text: string;
}

/** Validity in words, from the reader's now. Warns from 30 days before the end, as ONTAP does. */
export function validityOf(
  notBefore: string,
  notAfter: string,
  now: Date,
): Validity {
  const start = Date.parse(notBefore);
  const end = Date.parse(notAfter);
  if (end < now.getTime()) {
    return {
      tone: 'bad',
      text: say('certificates.expired-ago', {
        days: days(now.getTime() - end),
      }),
    };
  }
  if (start > now.getTime()) {
    return {
      tone: 'bad',
      text: say('certificates.not-valid-for-another', {
        days: days(start - now.getTime()),
      }),
    };
  }
  const left = end - now.getTime();
  return {
    tone: left < 30 * DAY_MS ? 'warning' : 'good',
    text: say('certificates.left', { days: days(left) }),
  };
}

/** How far off an end is, or how long ago it was, in words. */
export function endsIn(end: string, now: Date): string {
  const left = Date.parse(end) - now.getTime();
  return left < 0
    ? say('certificates.ended-ago', { days: days(-left) })
    : say('certificates.in', { days: days(left) });
}

function days(ms: number): string {
  const count = Math.floor(ms / DAY_MS);
  if (count === 0) return say('certificates.less-than-a-day');
  // Nobody counts in thousands of days; the date stands beside it.
  return count < 2 * DAYS_A_YEAR
    ? say('certificates.days', { count })
    : say('certificates.years', { count: Math.floor(count / DAYS_A_YEAR) });
}
