import { LANGUAGE, say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { useNow } from './use-now.ts';

const FULL = new Intl.DateTimeFormat(LANGUAGE, {
  dateStyle: 'medium',
  timeStyle: 'short',
});
const FORMATS = {
  full: FULL,
  precise: new Intl.DateTimeFormat(LANGUAGE, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }),
  clock: new Intl.DateTimeFormat(LANGUAGE, { timeStyle: 'medium' }),
};
const RELATIVE = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' });

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

function relative(date: Date, now: number): string {
  const seconds = Math.round((date.getTime() - now) / 1000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) {
      return RELATIVE.format(Math.trunc(seconds / size), unit);
    }
  }
  return Math.abs(seconds) < 10
    ? say('ui.just-now')
    : RELATIVE.format(seconds, 'second');
}

function utc(date: Date): string {
  return `${date.toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}

interface TimestampProps {
  /** RFC 3339 text. */
  at: string;
  /**
   * `full`: date and minute. `precise`: date and second. `clock`: time of day with seconds. `relative`: "3 minutes ago",
   * kept up to date.
   */
  show?: keyof typeof FORMATS | 'relative';
}

function Relative({ date }: { date: Date }): ReactNode {
  return relative(date, useNow(10_000));
}

/** A time in the reader's own zone; hovering shows it in UTC. */
export function Timestamp({ at, show = 'full' }: TimestampProps): ReactNode {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{at}</span>;
  const title =
    show === 'relative' ? `${FULL.format(date)} · ${utc(date)}` : utc(date);
  return (
    <time dateTime={at} title={title} className="kw-time">
      {show === 'relative' ? (
        <Relative date={date} />
      ) : (
        FORMATS[show].format(date)
      )}
    </time>
  );
}
