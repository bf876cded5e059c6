import type { AgendaItem } from '@keyward/contract';
import { LANGUAGE, say } from '@keyward/messages';
import { AngleLeftIcon } from '@patternfly/react-icons/dist/esm/icons/angle-left-icon';
import { AngleRightIcon } from '@patternfly/react-icons/dist/esm/icons/angle-right-icon';
import { StatusLabel } from '@keyward/ui';
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

const MONTH = new Intl.DateTimeFormat(LANGUAGE, {
  month: 'long',
  year: 'numeric',
});

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
      <Past items={items} />
      <MonthStrip months={months} shown={shown} entries={entries} />
      <div className={item === undefined ? undefined : 'kw-columns'}>
        <div className="kw-calendar-frame">
          <div className="kw-calendar-ways">
            <Step to={months[index - 1]} />
            <Step to={months[index + 1]} isNext />
          </div>
          <MonthGrid
            key={shown}
            month={shown}
            entries={entries}
            now={now}
            chosen={item === undefined ? undefined : chosen}
            onChoose={onChoose}
          />
        </div>
        {item !== undefined && (
          <ChosenEntry key={chosen} item={item} now={now} onClose={close} />
        )}
      </div>
      <Far items={items} last={months.at(-1) ?? shown} />
    </>
  );
}

/** The way to the month before or after; nothing at the ends. */
function Step({
  to,
  isNext = false,
}: {
  to: Month | undefined;
  isNext?: boolean;
}): ReactNode {
  if (to === undefined) return null;
  const month = MONTH.format(startOf(to));
  return (
    <LinkButton
      from="/certificates/agenda"
      to="/certificates/agenda"
      search={(search) => ({ ...search, month: to, chosen: '' })}
      replace
      resetScroll={false}
      variant="link"
      size="sm"
      icon={isNext ? <AngleRightIcon /> : <AngleLeftIcon />}
      iconPosition={isNext ? 'end' : 'start'}
    >
      {month}
    </LinkButton>
  );
}

/** Days that are past have no place in the coming months; they need somebody all the same. */
function Past({ items }: { items: readonly AgendaItem[] }): ReactNode {
  const past = items.filter(({ status }) => status === 'overdue').length;
  if (past === 0) return null;
  return (
    <p>
      <StatusLabel tone="bad">{say('expiry-agenda.overdue')}</StatusLabel>{' '}
      <Link to="/certificates/agenda" search={{ status: 'overdue' }}>
        {say('expiry-agenda.past-count', { count: past })}
      </Link>
    </p>
  );
}

/** What has to be requested after the last of the months. */
function Far({
  items,
  last,
}: {
  items: readonly AgendaItem[];
  last: Month;
}): ReactNode {
  const far = items.filter(
    ({ lastSafeDayToRequest }) =>
      monthOf(new Date(lastSafeDayToRequest)) > last,
  ).length;
  if (far === 0) return null;
  return (
    <p className="kw-subtle">
      {say('expiry-agenda.far-count', { count: far })}
    </p>
  );
}
