import { describe, expect, it } from 'vitest';

import type { EncodedEvent } from './event-frame.ts';
import { latestProgress } from './latest-progress.ts';

/** Events by their signs: `a` is progress of task a, `A` anything else of it. */
function events(signs: string): EncodedEvent[] {
  return [...signs].map((sign, index) => ({
    seq: index + 1,
    subject: sign.toLowerCase(),
    type: 'task',
    isProgress: sign === sign.toLowerCase(),
    frame: null,
  }));
}

const kept = (signs: string): string =>
  latestProgress(events(signs))
    .map(({ seq }) => signs[seq - 1])
    .join('');

describe('the newest progress', () => {
  it('takes the place of the progress before it, task by task', () => {
    expect(latestProgress(events('abab')).map(({ seq }) => seq)).toEqual([
      3, 4,
    ]);
  });

  it('leaves everything that is not progress, and the progress before it', () => {
    expect(kept('aaAaa')).toBe('aAa');
    expect(kept('ABBA')).toBe('ABBA');
    expect(kept('abAba')).toBe('aAba');
  });

  it('keeps the last event of every list', () => {
    for (const signs of ['a', 'aa', 'Aa', 'aB', 'aab']) {
      expect(kept(signs).at(-1)).toBe(signs.at(-1));
    }
    expect(kept('')).toBe('');
  });
});
