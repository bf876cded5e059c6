import { timeZone } from '@keyward/ui';

/** The first instant of a day in the zone that times are shown in, as the interface takes it; undefined when no day is set. */
export function startOfDay(day: string): string | undefined {
  return boundary(day, 0);
}

/** The first instant after a day. */
export function endOfDay(day: string): string | undefined {
  return boundary(day, 1);
}

/** The day in the zone that times are shown in that `startOfDay`, or with `isEnd` `endOfDay`, was made from. */
export function dayOf(instant: string | undefined, isEnd = false): string {
  if (instant === undefined) return '';
  const date = new Date(Date.parse(instant) - (isEnd ? 1 : 0));
  if (Number.isNaN(date.getTime())) return '';
  if (timeZone() === 'utc') return date.toISOString().slice(0, 10);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

function boundary(day: string, offsetDays: number): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (parts === null) return undefined;
  const place = [
    Number(parts[1]),
    Number(parts[2]) - 1,
    Number(parts[3]) + offsetDays,
  ] as const;
  const date =
    timeZone() === 'utc' ? new Date(Date.UTC(...place)) : new Date(...place);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
