import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { retryDelayMs } from './retry-delay.ts';

describe('the wait before another try', () => {
  it('doubles from ten seconds up to an hour', () => {
    const waits = [1, 2, 3, 4, 9, 10, 11, 500].map(
      (attempts) => retryDelayMs(attempts, 0.5) / 1000,
    );
    expect(waits).toEqual([10, 20, 40, 80, 2560, 3600, 3600, 3600]);
  });

  it('is a quarter more or less, and never longer than 75 minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, random) => {
          const middle = retryDelayMs(attempts, 0.5);
          const delay = retryDelayMs(attempts, random);
          expect(delay).toBeGreaterThanOrEqual(middle * 0.75);
          expect(delay).toBeLessThanOrEqual(middle * 1.25);
          expect(delay).toBeLessThanOrEqual(75 * 60_000);
        },
      ),
    );
  });
});
