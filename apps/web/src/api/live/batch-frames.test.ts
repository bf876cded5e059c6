import { beforeEach, describe, expect, it, vi } from 'vitest';

import { batchFrames } from './batch-frames.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

function open() {
  const taken: (readonly number[])[] = [];
  return { taken, batch: batchFrames<number>((items) => taken.push(items)) };
}

describe('what comes in between two frames', () => {
  it('is handed over at once, in its order', () => {
    const { taken, batch } = open();
    for (const item of [1, 2, 3]) batch.add(item);
    expect(taken).toEqual([]);
    vi.advanceTimersToNextFrame();
    batch.add(4);
    vi.advanceTimersToNextFrame();
    expect(taken).toEqual([[1, 2, 3], [4]]);
  });

  it('is handed over also while the page is hidden and draws no frame', () => {
    vi.stubGlobal('requestAnimationFrame', () => 1);
    const { taken, batch } = open();
    batch.add(1);
    vi.advanceTimersByTime(250);
    expect(taken).toEqual([[1]]);
  });

  it('is dropped when nobody listens any more', () => {
    const { taken, batch } = open();
    batch.add(1);
    batch.stop();
    vi.advanceTimersByTime(1_000);
    expect(taken).toEqual([]);
  });
});
