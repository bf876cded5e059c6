import { describe, expect, it } from 'vitest';

import { anAgendaItem } from '../../testing/estate-fixtures.ts';
import {
  countIn,
  entriesByDay,
  monthOf,
  monthsFrom,
  startOf,
  weeksOf,
} from './calendar-days.ts';

describe('a month as weeks', () => {
  it('begins on Monday and has every day once', () => {
    const weeks = weeksOf('2026-11');
    expect(weeks[0]).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      '2026-11-01',
    ]);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(weeks.flat().filter((day) => day !== null)).toHaveLength(30);
  });

  it.each([
    ['2028-02', 29],
    ['2027-02', 28],
    ['2027-03', 31],
  ])('knows how long %s is', (month, days) => {
    expect(
      weeksOf(month)
        .flat()
        .filter((day) => day !== null),
    ).toHaveLength(days);
  });
});

describe('the months of the calendar', () => {
  it('are twelve from the present one, over the turn of the year', () => {
    const months = monthsFrom(new Date(2026, 10, 30, 23, 59));
    expect(months).toHaveLength(12);
    expect(months[0]).toBe('2026-11');
    expect(months[2]).toBe('2027-01');
    expect(months.map((month) => monthOf(startOf(month)))).toEqual(months);
  });

  it('count what is to be requested and what ends in them', () => {
    const entries = entriesByDay([
      anAgendaItem({
        lastSafeDayToRequest: new Date(2026, 10, 30, 12).toISOString(),
        expiresAt: new Date(2026, 11, 7, 12).toISOString(),
      }),
    ]);
    expect(countIn('2026-11', entries)).toEqual({ requests: 1, ends: 0 });
    expect(countIn('2026-12', entries)).toEqual({ requests: 0, ends: 1 });
  });
});
