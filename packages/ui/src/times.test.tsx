import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Countdown } from './countdown.tsx';
import { describeDuration } from './describe-duration.ts';
import { Timestamp } from './timestamp.tsx';

const NOW = '2026-11-21T08:00:00.000Z';

describe('times', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(NOW) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows the moment in UTC on hover and to machines', () => {
    render(<Timestamp at="2026-11-21T07:59:30.250Z" />);
    const time = document.querySelector('time');
    expect(time?.title).toBe('2026-11-21 07:59:30 UTC');
    expect(time?.dateTime).toBe('2026-11-21T07:59:30.250Z');
  });

  it('keeps a relative time up to date', () => {
    render(<Timestamp at="2026-11-21T07:59:30.000Z" show="relative" />);
    expect(screen.getByText('30 seconds ago')).toBeTruthy();
    act(() => {
      vi.advanceTimersByTime(60_000);
    });
    expect(screen.getByText('1 minute ago')).toBeTruthy();
  });

  it('shows what is no time as it is', () => {
    render(<Timestamp at="yesterday" />);
    expect(screen.getByText('yesterday')).toBeTruthy();
  });

  it('counts down and then says that it is over', () => {
    render(<Countdown until="2026-11-21T08:00:02.000Z" over="expired" />);
    expect(screen.getByText('in 2 s')).toBeTruthy();
    act(() => {
      vi.advanceTimersByTime(3_000);
    });
    expect(screen.getByText(/expired/)).toBeTruthy();
  });

  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [61_000, '1 min 1 s'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h'],
    [90_061_000, '1 d 1 h'],
  ])('describes %d ms as %s', (ms, words) => {
    expect(describeDuration(ms)).toBe(words);
  });
});
