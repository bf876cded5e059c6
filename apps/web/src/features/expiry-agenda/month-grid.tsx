import { LANGUAGE, say } from '@keyward/messages';
import type { ReactNode } from 'react';

import {
  type DayEntry,
  dayOf,
  type Month,
  startOf,
  weeksOf,
} from './calendar-days.ts';
import { DayCell } from './day-cell.tsx';

const TITLE = new Intl.DateTimeFormat(LANGUAGE, {
  month: 'long',
  year: 'numeric',
});
const SHORT = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'short' });
const LONG = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'long' });

/** Monday the 1st of some month, and the six days after it. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7].map((day) => new Date(2024, 0, day, 12));

interface MonthGridProps {
  month: Month;
  entries: ReadonlyMap<string, readonly DayEntry[]>;
  now: Date;
  chosen: string | undefined;
  onChoose: (key: string | undefined) => void;
}

/** One month as a table of weeks: what has to be requested and what ends on each day, each a button. */
export function MonthGrid({
  month,
  entries,
  now,
  chosen,
  onChoose,
}: MonthGridProps): ReactNode {
  const today = dayOf(now);
  return (
    <table className="kw-calendar">
      <caption>
        {say('expiry-agenda.calendar-of', {
          month: TITLE.format(startOf(month)),
        })}
      </caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th key={weekday.getDay()} scope="col">
              <abbr title={LONG.format(weekday)}>{SHORT.format(weekday)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, index) => (
          <tr key={index}>
            {week.map((day, column) =>
              day === null ? (
                <td key={`empty-${String(column)}`} className="kw-day-none" />
              ) : (
                <DayCell
                  key={day}
                  day={day}
                  isToday={day === today}
                  entries={entries.get(day) ?? []}
                  chosen={chosen}
                  onChoose={onChoose}
                />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
