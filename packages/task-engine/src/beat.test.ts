import { beforeEach, describe, expect, it } from 'vitest';

import { type Beat, createBeat } from './beat.ts';

let now = 0;
let beat: Beat;

beforeEach(() => {
  now = 5_000;
  beat = createBeat(500, 250, () => now);
});

/** Takes what comes at these times, each as soon as it may. @returns how long each had to wait */
function waitsOf(arrivals: readonly number[]): number[] {
  return arrivals.map((at) => {
    now = Math.max(now, 5_000 + at);
    const waitMs = beat.waitMs();
    now += waitMs;
    beat.take();
    return waitMs;
  });
}

describe('a beat', () => {
  it('lets what comes at its pace through, also after one that was late', () => {
    expect(waitsOf([0, 500, 1_200, 1_500, 2_000, 2_240, 3_000])).toEqual([
      0, 0, 0, 0, 0, 210, 0,
    ]);
  });

  it('holds what comes faster to its pace', () => {
    const arrivals = Array.from({ length: 20 }, (_, index) => index * 80);
    waitsOf(arrivals);
    expect(now - 5_000).toBe(19 * 500 - 250);
  });

  it('owes nothing after a pause', () => {
    expect(waitsOf([0, 60_000, 60_001, 60_002])).toEqual([0, 0, 249, 500]);
  });
});
