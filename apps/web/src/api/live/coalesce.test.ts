import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createCoalescer } from './coalesce.ts';

describe('asking for fresh data again and again', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks at once, then once a period however many events come, and never loses the last', () => {
    const asked: string[] = [];
    const { request } = createCoalescer(1_000, (key) => asked.push(key));
    for (let count = 0; count < 100; count += 1) request('tasks');
    expect(asked).toEqual(['tasks']);
    vi.advanceTimersByTime(1_000);
    expect(asked).toEqual(['tasks', 'tasks']);
    vi.advanceTimersByTime(5_000);
    expect(asked).toHaveLength(2);
    request('tasks');
    expect(asked).toHaveLength(3);
  });

  it('keeps keys apart', () => {
    const asked: string[] = [];
    const { request } = createCoalescer(1_000, (key) => asked.push(key));
    request('a');
    request('b');
    expect(asked).toEqual(['a', 'b']);
  });
});
