import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Countdown } from './countdown.tsx';
import { describeDuration } from './describe-duration.ts';
import { showTimesIn, zoneName } from './time-zone.ts';
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

  it('shows every time in UTC once the reader asks for it, and the browser’s own zone on hover', () => {
    render(<Timestamp at="2026-11-21T07:59:30.250Z" show="precise" />);
    act(() => {
      showTimesIn('utc');
    });
    const time = document.querySelector('time');
    expect(time?.textContent).toBe('21 Nov 2026, 07:59:30 UTC');
    expect(time?.title).toMatch(/^21 Nov 2026, .*:59:30 \S+/);
    act(() => {
      showTimesIn('local');
    });
    expect(time?.textContent).not.toContain('UTC');
    expect(time?.title).toBe('2026-11-21 07:59:30 UTC');
  });

  it('names a zone and how far it is from UTC', () => {
    expect(zoneName('utc', new Date(NOW))).toBe('UTC');
    vi.stubEnv('TZ', 'Asia/Kolkata');
    expect(zoneName('local', new Date(NOW))).toBe('Asia/Calcutta, GMT+5:30');
    vi.unstubAllEnvs();
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
