import { LANGUAGE } from '@keyward/messages';
import { useNow } from '@keyward/ui';
import type { ReactNode } from 'react';

const TIME = new Intl.DateTimeFormat(LANGUAGE, {
  hour: '2-digit',
  minute: '2-digit',
});
const DAY = new Intl.DateTimeFormat(LANGUAGE, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});

/** The time of the room. No seconds: they would be the only thing that moves. */
export function WallClock(): ReactNode {
  const now = new Date(useNow(1_000));
  return (
    <p className="kw-wall-clock">
      <time dateTime={now.toISOString()}>{TIME.format(now)}</time>
      <span>{DAY.format(now)}</span>
    </p>
  );
}
