import { LANGUAGE, say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { inZone, type TimeZoneChoice, useTimeZone } from './time-zone.ts';
import { useNow } from './use-now.ts';

const STYLES = {
  full: { dateStyle: 'medium', timeStyle: 'short' },
  precise: { dateStyle: 'medium', timeStyle: 'medium' },
  clock: { timeStyle: 'medium' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Style = keyof typeof STYLES;

function formatsIn(
  zone: TimeZoneChoice,
): Record<Style, (date: Date) => string> {
  const format = (style: Style): ((date: Date) => string) => {
    const made = new Intl.DateTimeFormat(LANGUAGE, {
      ...STYLES[style],
      ...inZone(zone),
    });
    return (date) => made.format(date);
  };
  return {
    full: format('full'),
    precise: format('precise'),
    clock: format('clock'),
  };
}

const FORMATS = { local: formatsIn('local'), utc: formatsIn('utc') };
const OWN_ZONE = new Intl.DateTimeFormat(LANGUAGE, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
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
  show?: Style | 'relative';
}

function Relative({ date }: { date: Date }): ReactNode {
  return relative(date, useNow(10_000));
}

/** A time in the zone that the reader chose; hovering shows it in the other one, UTC or the browser's own. */
export function Timestamp({ at, show = 'full' }: TimestampProps): ReactNode {
  const zone = useTimeZone();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{at}</span>;
  const isUtc = zone === 'utc';
  const other = isUtc ? OWN_ZONE.format(date) : utc(date);
  const written = FORMATS[zone][show === 'relative' ? 'full' : show](date);
  const named = isUtc ? say('ui.time-in-utc', { time: written }) : written;
  return (
    <time
      dateTime={at}
      title={show === 'relative' ? `${named} · ${other}` : other}
      className="kw-time"
    >
      {show === 'relative' ? <Relative date={date} /> : named}
    </time>
  );
}
