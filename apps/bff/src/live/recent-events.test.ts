import { describe, expect, it } from 'vitest';

import { RecentEvents } from './recent-events.ts';

const events = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => ({
    seq: first + index,
    subject: '',
    type: null,
    isProgress: false,
    frame: null,
  }));

const seqsAfter = (recent: RecentEvents, after: number, limit = 100) =>
  recent.after(after, limit)?.map(({ seq }) => seq) ?? null;

describe('the recent events in memory', () => {
  it('give what follows a number, at most as many as asked for', () => {
    const recent = new RecentEvents(10);
    recent.add(events(5, 9));
    expect(seqsAfter(recent, 4)).toEqual([5, 6, 7, 8, 9]);
    expect(seqsAfter(recent, 6, 2)).toEqual([7, 8]);
    expect(seqsAfter(recent, 9)).toEqual([]);
  });

  it('say so when they do not reach back far enough', () => {
    const recent = new RecentEvents(10);
    expect(seqsAfter(recent, 0)).toBeNull();
    recent.add(events(5, 9));
    expect(seqsAfter(recent, 3)).toBeNull();
  });

  it('forget the oldest and keep at least the limit', () => {
    const recent = new RecentEvents(10);
    for (let seq = 1; seq <= 55; seq += 1) recent.add(events(seq, seq));
    expect(seqsAfter(recent, 45)).toHaveLength(10);
    expect(seqsAfter(recent, 20)).toBeNull();
  });

  it('start over behind a gap, so that none is ever hidden', () => {
    const recent = new RecentEvents(10);
    recent.add(events(1, 3));
    recent.add(events(6, 7));
    expect(seqsAfter(recent, 3)).toBeNull();
    expect(seqsAfter(recent, 5)).toEqual([6, 7]);
  });
});
