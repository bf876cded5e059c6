import { describe, expect, it } from 'vitest';

import { endedBecause, endsOf } from './session-end.ts';

const SESSION = { secondsLeft: 3_600, idleSeconds: 900 };

describe('when a session ends', () => {
  it('follows the last answer, a minute early, and never passes the limit', () => {
    expect(endsOf(SESSION, 1_000_000, 0)).toEqual({
      idleMs: 1_000_000 + 14 * 60_000,
      limitMs: 1_000_000 + 3_600_000,
    });
    expect(endsOf(SESSION, 1_000_000, 1_500_000).idleMs).toBe(
      1_500_000 + 14 * 60_000,
    );
  });

  it('is explained by which end has come', () => {
    const ends = { idleMs: 100_000, limitMs: 200_000 };
    expect(endedBecause(ends, 50_000)).toBe('elsewhere');
    expect(endedBecause(ends, 120_000)).toBe('idle');
    expect(endedBecause(ends, 199_000)).toBe('limit');
    expect(endedBecause(null, 199_000)).toBe('elsewhere');
  });
});
