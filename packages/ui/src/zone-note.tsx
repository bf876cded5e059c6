import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { useTimeZone, zoneName } from './time-zone.ts';

/** Names the zone of the times on a page that is read out, signed or printed. */
export function ZoneNote(): ReactNode {
  const zone = zoneName(useTimeZone(), new Date());
  return (
    <span className="kw-zone-note">{say('ui.times-in-zone', { zone })}</span>
  );
}
