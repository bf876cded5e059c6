import { beforeEach, describe, expect, it } from 'vitest';

import { FixedWindows } from './fixed-windows.ts';

let now = 0;
let windows: FixedWindows;

beforeEach(() => {
  now = 5_000;
  windows = new FixedWindows(2, 1_000, () => now);
});

describe('points within a fixed time', () => {
  it('are used up for one key and not for another', () => {
    expect(['ada', 'ada', 'rune'].map((key) => windows.take(key))).toEqual([
      0, 0, 0,
    ]);
    expect(windows.take('ada')).toBe(1_000);
    expect(windows.take('rune')).toBe(0);
  });

  it('come back when the time is over that began with the first, however often somebody was refused', () => {
    windows.take('ada');
    now += 400;
    windows.take('ada');
    expect(windows.take('ada')).toBe(600);
    now += 599;
    expect(windows.take('ada')).toBe(1);
    now += 1;
    expect(windows.take('ada')).toBe(0);
    expect(windows.take('ada')).toBe(0);
    expect(windows.take('ada')).toBe(1_000);
  });

  it('can be given back, and never make more than there are', () => {
    windows.take('ada');
    windows.giveBack('ada');
    windows.giveBack('ada');
    windows.giveBack('rune');
    expect(['ada', 'ada', 'ada'].map((key) => windows.take(key))).toEqual([
      0, 0, 1_000,
    ]);
  });

  it('are forgotten with their time, oldest first, also where a key came again', () => {
    windows.take('ada');
    windows.take('rune');
    now += 1_000;
    windows.take('ada');
    now += 500;
    windows.take('rune');
    now += 500;
    windows.take('lin');
    expect(windows.size).toBe(2);
  });
});
