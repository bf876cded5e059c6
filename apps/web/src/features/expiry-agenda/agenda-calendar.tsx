import type { AgendaItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';

import { LinkButton } from '../../page/link-button.tsx';
import {
  entriesByDay,
  type Month,
  monthOf,
  monthsFrom,
  startOf,
} from './calendar-days.ts';
import { ChosenEntry } from './chosen-entry.tsx';
import { entryId } from './day-cell.tsx';
import { findByKey } from './find-agenda.ts';
import { MonthGrid } from './month-grid.tsx';
import { MonthStrip } from './month-strip.tsx';

interface AgendaCalendarProps {
  items: readonly AgendaItem[];
  now: Date;
  /** As the address says it; a month that is not shown counts as none. */
  month: string | undefined;
  chosen: string | undefined;
  onChoose: (key: string | undefined) => void;
}

/** The next twelve months: a strip of all, one of them as a table of weeks, and what was chosen in it. */
export function AgendaCalendar({
  items,
  now,
  month,
  chosen,
  onChoose,
}: AgendaCalendarProps): ReactNode {
  const months = monthsFrom(now);
  const index = Math.max(0, months.indexOf(month ?? monthOf(now)));
  const shown = months[index] ?? monthOf(now);
  const entries = entriesByDay(items);
  const item = findByKey(items, chosen);
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (chosen !== undefined) last.current = chosen;
  }, [chosen]);
  const close = (): void => {
    onChoose(undefined);
    const key = last.current ?? '';
    const button =
      document.getElementById(entryId('request', key)) ??
      document.getElementById(entryId('end', key));
    button?.focus();
  };
  return (
    <>
      <Outside items={items} months={months} />
      <MonthStrip months={months} shown={shown} entries={entries} />
      <div className={item === undefined ? undefined : 'kw-columns'}>
        <div>
          <MonthGrid
            key={shown}
            month={shown}
            entries={entries}
            now={now}
            chosen={item === undefined ? undefined : chosen}
            onChoose={onChoose}
          />
          <div className="kw-calendar-ways">
            <Step to={months[index - 1]}>
              {say('expiry-agenda.month-before')}
            </Step>
            <Step to={months[index + 1]}>
              {say('expiry-agenda.month-after')}
            </Step>
          </div>
        </div>
        {item !== undefined && (
          <ChosenEntry key={chosen} item={item} now={now} onClose={close} />
        )}
      </div>
    </>
  );
}

function Step({
  to,
  children,
}: {
  to: Month | undefined;
  children: ReactNode;
}): ReactNode {
  if (to === undefined) return null;
  return (
    <LinkButton
      from="/certificates/agenda"
      to="/certificates/agenda"
      search={(search) => ({ ...search, month: to, chosen: '' })}
      replace
      resetScroll={false}
      variant="secondary"
      size="sm"
    >
      {children}
    </LinkButton>
  );
}

/** What the twelve months do not show: days that are past, and ends that are far. */
function Outside({
  items,
  months,
}: {
  items: readonly AgendaItem[];
  months: readonly Month[];
}): ReactNode {
  const [first = ''] = months;
  const after = startOf(months.at(-1) ?? first);
  after.setMonth(after.getMonth() + 1);
  const isFar = ({ lastSafeDayToRequest }: AgendaItem): boolean =>
    monthOf(new Date(lastSafeDayToRequest)) >= monthOf(after);
  const past = items.filter(({ status }) => status === 'overdue').length;
  const far = items.filter(isFar).length;
  return (
    <div className="kw-calendar-outside">
      {past > 0 && (
        <Link to="/certificates/agenda" search={{ status: 'overdue' }}>
          {say('expiry-agenda.past-count', { count: past })}
        </Link>
      )}
      {far > 0 && (
        <span className="kw-subtle">
          {say('expiry-agenda.far-count', { count: far })}
        </span>
      )}
    </div>
  );
}
