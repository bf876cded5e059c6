import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { waitFor } from '../support/wait-for.ts';
import { openStage, type Stage } from './open-stage.ts';
import { taskEvent, writeEvents } from './write-events.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const STREAMS = isFullScale ? 20_000 : 100;
const WARM_UP = isFullScale ? 1_000 : 50;
const AT_ONCE = 50;
/** Of an event stream that is over. Few streams say little: there, what the test itself needs counts most. */
const MOST_KEPT_BYTES = isFullScale ? 200 : 10_000;

/** Bytes of the heap that are in use after collections. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = z
    .function({ output: z.unknown() })
    .parse(runInNewContext('gc'));
  for (let each = 0; each < 3; each += 1) collect();
  return process.memoryUsage().heapUsed;
}

describe('streams that are left', () => {
  it('leave nothing behind', async () => {
    const { read, hub, forget } = await stage.run({ frameMs: 0 });
    const use = async (count: number): Promise<void> => {
      for (let done = 0; done < count; done += AT_ONCE) {
        const readers = await Promise.all(
          Array.from({ length: AT_ONCE }, (_, index) =>
            read(index % 2 === 0 ? {} : { headers: { 'last-event-id': '1' } }),
          ),
        );
        await writeEvents(stage.db, taskEvent());
        await Promise.all(
          readers.map((reader) => reader.find(({ data }) => data !== null)),
        );
        for (const reader of readers) reader.leave();
        await waitFor('all to be gone', async () => hub.streamCount() === 0);
        forget();
      }
    };
    await writeEvents(stage.db, taskEvent());
    await use(WARM_UP);
    const before = heapBytes();
    await use(STREAMS);
    const kept = Math.max(0, heapBytes() - before) / STREAMS;
    tellFigure('F32 kept of a stream that is over, bytes', Math.round(kept), {
      most: MOST_KEPT_BYTES,
      note: `${String(STREAMS)} streams`,
    });
    expect(kept).toBeLessThan(MOST_KEPT_BYTES);
  }, 600_000);
});
