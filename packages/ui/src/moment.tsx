import { LANGUAGE } from '@keyward/messages';
import type { ReactNode } from 'react';

import { inZone, timeZone, useTimeZone } from './time-zone.ts';
import { useNow } from './use-now.ts';

const MINUTE_MS = 60_000;

function format(options: Intl.DateTimeFormatOptions) {
  const made = {
    local: new Intl.DateTimeFormat(LANGUAGE, options),
    utc: new Intl.DateTimeFormat(LANGUAGE, { ...options, ...inZone('utc') }),
  };
  return (date: Date, zone: keyof typeof made): string =>
    made[zone].format(date);
}

const day = format({ dateStyle: 'short' });
const clock = format({ hour: '2-digit', minute: '2-digit' });
const dayAndClock = format({ dateStyle: 'medium', timeStyle: 'short' });
const withZone = format({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** A time as one says it: the time of day when it is today, else the day too. Hovering shows it in UTC. */
export function Moment({ at }: { at: string }): ReactNode {
  const zone = useTimeZone();
  const now = new Date(useNow(MINUTE_MS));
  const date = new Date(at);
  return (
    <time
      dateTime={at}
      title={`${at.replace('T', ' ').slice(0, 19)} UTC`}
      className="kw-time"
    >
      {day(date, zone) === day(now, zone)
        ? clock(date, zone)
        : dayAndClock(date, zone)}
    </time>
  );
}

/** The time of day in the zone that the reader chose, for something that happens today. */
export function clockTime(at: Date): string {
  return clock(at, timeZone());
}

/** A time for a text that is read elsewhere and later: with its day and zone. */
export function momentWithZone(at: string): string {
  return withZone(new Date(at), timeZone());
}
