import type { AgendaItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { visibleText } from '@keyward/ui';

import { commonName } from '../../certificates/common-name.ts';
import { placeText } from '../../certificates/place-of-use.tsx';
import { agendaKey } from './agenda-words.ts';
import type { CalendarEntry } from './calendar-file.ts';

const BEFORE_REQUEST = [7, 1, 0];
const BEFORE_END = [1];

/**
 * What goes into somebody's own calendar: the day on which each certificate ends, and the last safe day to request its
 * renewal where that is not under way. Nothing but what the page shows; a file leaves the console's protection.
 */
export function calendarEntries(
  items: readonly AgendaItem[],
  host: string,
): CalendarEntry[] {
  return items.flatMap((item) => {
    const subject = visibleText(commonName(item.subject));
    const description = descriptionOf(item);
    const uid = (what: string): string => `${agendaKey(item)}-${what}@${host}`;
    const isUnderWay = item.uses.every(({ renewedBy }) => renewedBy !== null);
    return [
      ...(isUnderWay || item.expired
        ? []
        : [
            {
              uid: uid('request'),
              day: new Date(item.lastSafeDayToRequest),
              summary: say('expiry-agenda.calendar-request', { subject }),
              description,
              remindDaysBefore: BEFORE_REQUEST,
            },
          ]),
      {
        uid: uid('end'),
        day: new Date(item.expiresAt),
        summary: say('expiry-agenda.calendar-end', { subject }),
        description,
        remindDaysBefore: BEFORE_END,
      },
    ];
  });
}

function descriptionOf(item: AgendaItem): string {
  const fingerprint = (
    item.sha256.toUpperCase().match(/.{1,2}/g) ?? [item.sha256]
  ).join(':');
  return visibleText(
    [
      ...item.uses.map(placeText),
      item.howToRenew,
      `${say('certificates.sha-256')}: ${fingerprint}`,
    ].join('\n'),
  );
}
