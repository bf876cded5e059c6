import type { AgendaItem, AgendaStatus } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { StatusTone } from '@keyward/ui';

import type { Choice } from '../../list/choice-filter.tsx';

interface Worded {
  tone: StatusTone;
  word: string;
}

const AGENDA_STATUSES = {
  overdue: { tone: 'bad', word: say('expiry-agenda.overdue') },
  due: { tone: 'warning', word: say('expiry-agenda.due') },
  soon: { tone: 'waiting', word: say('expiry-agenda.soon') },
  later: { tone: 'quiet', word: say('expiry-agenda.later') },
} as const satisfies Record<AgendaStatus, Worded>;

export const STATUS_CHOICES: readonly Choice[] = Object.entries(
  AGENDA_STATUSES,
).map(([value, { word }]) => ({ value, text: word }));

/** Where an entry stands: what is being renewed everywhere needs nobody, whatever its day. */
export function standingOf(item: AgendaItem): Worded {
  if (item.uses.every(({ renewedBy }) => renewedBy !== null)) {
    return { tone: 'progress', word: say('expiry-agenda.being-renewed') };
  }
  return item.expired
    ? { tone: 'bad', word: say('expiry-agenda.expired') }
    : AGENDA_STATUSES[item.status];
}

const DAY_MS = 24 * 60 * 60_000;

function startOfDay(at: Date): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** The same with the days that are left where the word alone names a span of them. */
export function inDays(item: AgendaItem, now: Date): Worded {
  const standing = standingOf(item);
  const isSpan =
    standing === AGENDA_STATUSES.due || standing === AGENDA_STATUSES.soon;
  if (!isSpan) return standing;
  const left =
    startOfDay(new Date(item.lastSafeDayToRequest)) - startOfDay(now);
  // A day with a change of clocks is an hour longer or shorter.
  const days = Math.max(0, Math.round(left / DAY_MS));
  return { ...standing, word: say('expiry-agenda.within', { days }) };
}

/** Tells the entries of an agenda apart: a certificate has one for each way in which it is renewed. */
export function agendaKey({ sha256, uses }: AgendaItem): string {
  return `${sha256.slice(0, 16)}-${uses[0]?.place.type ?? ''}`;
}

/** A span in days where it is whole days, else in hours. */
export function spanInWords(hours: number): string {
  return hours > 0 && hours % 24 === 0
    ? say('expiry-agenda.days', { count: hours / 24 })
    : say('expiry-agenda.hours', { count: hours });
}
