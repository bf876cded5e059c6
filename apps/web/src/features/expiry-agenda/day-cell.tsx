import { say } from '@keyward/messages';
import { visibleText } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { PaperPlaneIcon } from '@patternfly/react-icons/dist/esm/icons/paper-plane-icon';
import { useState, type ReactNode } from 'react';

import { commonName } from '../../certificates/common-name.ts';
import { agendaKey, standingOf } from './agenda-words.ts';
import type { DayEntry } from './calendar-days.ts';

/** More would push the weeks off the screen; the rest opens in place. */
const SHORT = 4;

const KINDS = {
  request: { icon: PaperPlaneIcon, word: say('expiry-agenda.request') },
  end: { icon: ExclamationTriangleIcon, word: say('expiry-agenda.end') },
} as const;

interface DayCellProps {
  /** `2026-11-26` */
  day: string;
  isToday: boolean;
  entries: readonly DayEntry[];
  chosen: string | undefined;
  onChoose: (key: string | undefined) => void;
}

/** One day with what happens on it. */
export function DayCell({
  day,
  isToday,
  entries,
  chosen,
  onChoose,
}: DayCellProps): ReactNode {
  const [isLong, setLong] = useState(false);
  const shown = isLong ? entries : entries.slice(0, SHORT);
  const rest = entries.length - shown.length;
  return (
    <td
      className={isToday ? 'kw-day kw-day-today' : 'kw-day'}
      aria-current={isToday ? 'date' : undefined}
    >
      <time dateTime={day} className="kw-day-number">
        {Number(day.slice(-2))}
        {isToday && (
          <span className="kw-day-word"> {say('expiry-agenda.today')}</span>
        )}
      </time>
      {shown.length > 0 && (
        <ul className="kw-day-entries">
          {shown.map(({ kind, item }) => {
            const key = agendaKey(item);
            const { icon: Icon, word } = KINDS[kind];
            return (
              <li key={`${kind} ${key}`}>
                <button
                  type="button"
                  id={entryId(kind, key)}
                  className={`kw-entry kw-entry-${kind} kw-entry-${standingOf(item).tone}`}
                  aria-pressed={chosen === key}
                  onClick={() => {
                    onChoose(chosen === key ? undefined : key);
                  }}
                >
                  <Icon aria-hidden />{' '}
                  <span>
                    {say('expiry-agenda.entry', {
                      word,
                      subject: visibleText(commonName(item.subject)),
                    })}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {rest > 0 && (
        <Button
          variant="link"
          isInline
          onClick={() => {
            setLong(true);
          }}
        >
          {say('expiry-agenda.more-on-this-day', { count: rest })}
        </Button>
      )}
    </td>
  );
}

/** Where the focus goes back to when the details are closed. */
export function entryId(kind: DayEntry['kind'], key: string): string {
  return `agenda-${kind}-${key}`;
}
