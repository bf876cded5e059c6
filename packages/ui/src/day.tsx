import { LANGUAGE } from '@keyward/messages';
import type { ReactNode } from 'react';

const DAY = new Intl.DateTimeFormat(LANGUAGE, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const FULL = new Intl.DateTimeFormat(LANGUAGE, {
  dateStyle: 'full',
  timeStyle: 'short',
});

/** The day of a moment in the reader's own zone; hovering shows the moment, there and in UTC. */
export function Day({ at }: { at: string }): ReactNode {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{at}</span>;
  const utc = `${date.toISOString().replace('T', ' ').slice(0, 16)} UTC`;
  return (
    <time
      dateTime={at}
      title={`${FULL.format(date)} · ${utc}`}
      className="kw-time"
    >
      {DAY.format(date)}
    </time>
  );
}
