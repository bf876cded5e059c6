import type { AgendaItem } from '@keyward/contract';

/** A month as the address holds it: `2026-11`. */
export type Month = string;

/** What happens on a day: the last safe day to request, or the end itself. */
export interface DayEntry {
  kind: 'request' | 'end';
  item: AgendaItem;
}

const MONTHS_SHOWN = 12;
const WEEK = 7;

const two = (number: number): string => String(number).padStart(2, '0');

/** The day that a moment is in the reader's zone: `2026-11-26`. */
export function dayOf(moment: Date): string {
  return `${monthOf(moment)}-${two(moment.getDate())}`;
}

export function monthOf(moment: Date): Month {
  return `${String(moment.getFullYear())}-${two(moment.getMonth() + 1)}`;
}

/** The first day of a month at noon: no clock change reaches it from either side. */
export function startOf(month: Month): Date {
  const [year, number] = month.split('-').map(Number);
  return new Date(year ?? 0, (number ?? 1) - 1, 1, 12);
}

/** The months that a calendar shows, the present one first. */
export function monthsFrom(now: Date): Month[] {
  return Array.from({ length: MONTHS_SHOWN }, (_, index) =>
    monthOf(new Date(now.getFullYear(), now.getMonth() + index, 1, 12)),
  );
}

/** The weeks of a month from Monday to Sunday; days of its neighbours are null. */
export function weeksOf(month: Month): (string | null)[][] {
  const start = startOf(month);
  const days = new Date(start.getFullYear(), start.getMonth() + 1, 0, 12);
  const before = (start.getDay() + WEEK - 1) % WEEK;
  const cells: (string | null)[] = [
    ...Array<null>(before).fill(null),
    ...Array.from(
      { length: days.getDate() },
      (_, index) => `${month}-${two(index + 1)}`,
    ),
  ];
  while (cells.length % WEEK !== 0) cells.push(null);
  return Array.from({ length: cells.length / WEEK }, (_, week) =>
    cells.slice(week * WEEK, (week + 1) * WEEK),
  );
}

/** Everything that happens, by its day; what has to be requested comes before what ends. */
export function entriesByDay(
  items: readonly AgendaItem[],
): Map<string, DayEntry[]> {
  const found = new Map<string, DayEntry[]>();
  const add = (moment: string, entry: DayEntry): void => {
    const day = dayOf(new Date(moment));
    found.set(day, [...(found.get(day) ?? []), entry]);
  };
  for (const item of items) {
    add(item.lastSafeDayToRequest, { kind: 'request', item });
  }
  for (const item of items) add(item.expiresAt, { kind: 'end', item });
  return found;
}

/** How much of each kind happens in a month. */
export function countIn(
  month: Month,
  entries: ReadonlyMap<string, readonly DayEntry[]>,
): { requests: number; ends: number } {
  const counts = { requests: 0, ends: 0 };
  for (const [day, each] of entries) {
    if (!day.startsWith(`${month}-`)) continue;
    for (const { kind } of each) {
      counts[kind === 'request' ? 'requests' : 'ends'] += 1;
    }
  }
  return counts;
}
