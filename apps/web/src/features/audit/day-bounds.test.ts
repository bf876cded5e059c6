import { showTimesIn } from '@keyward/ui';
import { describe, expect, it } from 'vitest';

import { dayOf, endOfDay, startOfDay } from './day-bounds.ts';

describe('the days of an audit filter', () => {
  it('spans whole days of the reader’s own zone', () => {
    const start = Date.parse(startOfDay('2026-11-21') ?? '');
    const end = Date.parse(endOfDay('2026-11-21') ?? '');
    expect(new Date(start).getHours()).toBe(0);
    expect(end - start).toBe(86_400_000);
  });

  it('reads the day back from the address', () => {
    expect(dayOf(startOfDay('2026-11-21'))).toBe('2026-11-21');
    expect(dayOf(endOfDay('2026-11-21'), true)).toBe('2026-11-21');
  });

  it('spans whole days of UTC where times are shown in UTC', () => {
    showTimesIn('utc');
    expect(startOfDay('2026-11-21')).toBe('2026-11-21T00:00:00.000Z');
    expect(endOfDay('2026-11-21')).toBe('2026-11-22T00:00:00.000Z');
    expect(dayOf('2026-11-22T00:00:00.000Z', true)).toBe('2026-11-21');
    showTimesIn('local');
  });

  it('takes an unreadable day as none', () => {
    expect(startOfDay('yesterday')).toBeUndefined();
    expect(dayOf('yesterday')).toBe('');
  });
});
