import type { AgendaItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { CalendarAltIcon } from '@patternfly/react-icons/dist/esm/icons/calendar-alt-icon';
import type { ReactNode } from 'react';

import { saveFile } from '../../browser/save-file.ts';
import { calendarEntries } from './calendar-entries.ts';
import { toCalendar } from './calendar-file.ts';

/** Saves what is shown as a file for one's own calendar. */
export function CalendarButton({
  items,
}: {
  items: readonly AgendaItem[];
}): ReactNode {
  const download = (): void => {
    const { hostname, origin } = window.location;
    saveFile('keyward-expiry-agenda.ics', 'text/calendar;charset=utf-8', [
      toCalendar(calendarEntries(items, hostname), {
        name: say('expiry-agenda.calendar-name'),
        url: `${origin}/certificates/agenda`,
        now: new Date(),
      }),
    ]);
  };
  return (
    <Button
      variant="plain"
      icon={<CalendarAltIcon />}
      isDisabled={items.length === 0}
      onClick={download}
    >
      {say('expiry-agenda.calendar-file')}
    </Button>
  );
}
