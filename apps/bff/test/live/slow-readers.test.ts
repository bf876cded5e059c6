import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { waitFor } from '../support/wait-for.ts';
import { openStage, type Stage } from './open-stage.ts';
import { progressEvent, taskEvent, writeEvents } from './write-events.ts';

const LIMIT_BYTES = 64 * 1024;

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** Just below what may wait for one reader, so that few of them fill the system's buffers. */
const LARGE = 'x'.repeat(60_000);

describe('readers that take nothing', () => {
  it('have a short queue, are let go, cost the others nothing, and continue later', async () => {
    const slowCount = isFullScale ? 50 : 2;
    const goodCount = isFullScale ? 450 : 4;
    const { read, hub, mostQueuedBytes } = await stage.run({
      frameMs: 0,
      stallMs: 400,
    });
    const open = (count: number) =>
      Promise.all(Array.from({ length: count }, () => read()));
    const [slow, good] = [await open(slowCount), await open(goodCount)];
    await Promise.all(slow.map((each) => each.find(({ id }) => id === '0')));
    for (const each of slow) each.stall();
    let [last, most] = [0, 0];
    // The system's own buffers take some megabytes before ours starts to fill.
    while (hub.streamCount() > goodCount && last < 3_000) {
      await writeEvents(
        stage.db,
        ...Array.from({ length: 10 }, () => taskEvent(LARGE)),
      );
      last += 10;
      await good[0]?.find(({ id }) => id === String(last));
      most = Math.max(most, mostQueuedBytes());
    }
    const heard = await Promise.all(good.map((each) => each.seqsUntil(last)));
    const served = heard.filter((seqs) => seqs.length === last).length;
    expect(served).toBe(goodCount);
    expect(hub.streamCount()).toBe(goodCount);
    expect(most).toBeLessThanOrEqual(LIMIT_BYTES + 1024);
    const back = await read({ headers: { 'last-event-id': '5' } });
    expect(await back.seqsUntil(last)).toHaveLength(last - 5);
    tellFigure('F27 slow readers let go', slowCount, { of: slowCount });
    tellFigure('F27 others who got everything', served, { of: goodCount });
    tellFigure('F27 longest queue, kB', most / 1024, { most: 65 });
  });

  it('and then take again catch up on the same stream, with the newest progress only', async () => {
    const { read, hub } = await stage.run({ frameMs: 0 });
    const reader = await read();
    await reader.find(({ id }) => id === '0');
    reader.stall();
    let last = 0;
    while (hub.facts().catchingUp === 0) {
      await writeEvents(
        stage.db,
        ...Array.from({ length: 10 }, () => taskEvent(LARGE)),
      );
      last += 10;
      await waitFor(
        'the table to be read',
        async () => hub.facts().head >= last,
      );
    }
    for (let done = 1; done <= 50; done += 1) {
      await writeEvents(stage.db, progressEvent('one task', done));
    }
    await waitFor(
      'the table to be read',
      async () => hub.facts().head >= last + 50,
    );
    reader.resume();
    const seqs = await reader.seqsUntil(last + 50);
    expect(seqs.slice(0, last)).toEqual(
      Array.from({ length: last }, (_, index) => index + 1),
    );
    expect(seqs.length).toBe(last + 1);
    await writeEvents(stage.db, taskEvent());
    expect((await reader.seqsUntil(last + 51)).at(-1)).toBe(last + 51);
    expect(hub.facts()).toMatchObject({ open: 1, catchingUp: 0 });
  });
});
