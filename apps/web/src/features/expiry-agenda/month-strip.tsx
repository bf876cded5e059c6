import { LANGUAGE, say } from '@keyward/messages';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import {
  countIn,
  type DayEntry,
  type Month,
  startOf,
} from './calendar-days.ts';

const NAME = new Intl.DateTimeFormat(LANGUAGE, { month: 'short' });
const YEAR = new Intl.DateTimeFormat(LANGUAGE, { year: 'numeric' });

interface MonthStripProps {
  months: readonly Month[];
  shown: Month;
  entries: ReadonlyMap<string, readonly DayEntry[]>;
}

/** The next twelve months with what happens in each; a month opens below. */
export function MonthStrip({
  months,
  shown,
  entries,
}: MonthStripProps): ReactNode {
  return (
    <nav aria-label={say('expiry-agenda.months')}>
      <ul className="kw-months">
        {months.map((month) => {
          const start = startOf(month);
          const { requests, ends } = countIn(month, entries);
          return (
            <li key={month}>
              <Link
                from="/certificates/agenda"
                to="/certificates/agenda"
                search={(search) => ({ ...search, month, chosen: '' })}
                replace
                resetScroll={false}
                className={
                  month === shown ? 'kw-month kw-month-shown' : 'kw-month'
                }
                aria-current={month === shown ? 'true' : undefined}
                activeOptions={{ exact: true }}
                activeProps={{}}
              >
                <span className="kw-month-name">
                  {NAME.format(start)}{' '}
                  <span className="kw-subtle">{YEAR.format(start)}</span>
                </span>
                <span className="kw-fine-print">
                  {requests + ends === 0
                    ? say('expiry-agenda.nothing')
                    : say('expiry-agenda.month-counts', { requests, ends })}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
