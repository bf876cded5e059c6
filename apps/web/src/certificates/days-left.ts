const DAY_MS = 86_400_000;

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
    return { tone: 'bad', text: `expired ${days(now.getTime() - end)} ago` };
  }
  if (start > now.getTime()) {
    return {
      tone: 'bad',
      text: `not valid for another ${days(start - now.getTime())}`,
    };
  }
  const left = end - now.getTime();
  return {
    tone: left < 30 * DAY_MS ? 'warning' : 'good',
    text: `${days(left)} left`,
  };
}

function days(ms: number): string {
  const count = Math.floor(ms / DAY_MS);
  return count === 0
    ? 'less than a day'
    : count === 1
      ? '1 day'
      : `${count.toLocaleString('en')} days`;
}
