import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { waitFor } from '../support/wait-for.ts';
import { openStage, type Stage } from './open-stage.ts';
import type { Reader } from './reader.ts';
import { taskEvent, writeEvents } from './write-events.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const continueAfter = (seq: number | string) => ({
  headers: { 'last-event-id': String(seq) },
});

async function writeMany(count: number, text?: string): Promise<void> {
  for (let left = count; left > 0; left -= 100) {
    await writeEvents(
      stage.db,
      ...Array.from({ length: Math.min(100, left) }, () => taskEvent(text)),
    );
  }
}

const seqsOf = ({ frames }: Reader): number[] =>
  frames.flatMap(({ id, data }) =>
    id === null || data === null ? [] : [Number(id)],
  );

function quantile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

describe('a stream that is torn', () => {
  it('continues after what its reader has, each event exactly once', async () => {
    const events = isFullScale ? 10_000 : 600;
    const drops = isFullScale ? 100 : 8;
    const { read, cut } = await stage.run({ frameMs: 5 });
    const writing = (async () => {
      for (let written = 0; written < events; written += 20) {
        await writeEvents(
          stage.db,
          ...Array.from({ length: 20 }, () => taskEvent()),
        );
      }
    })();
    const seen: number[] = [];
    let torn = 0;
    while (seen.length < events) {
      const last = seen.at(-1) ?? 0;
      const reader = await read(continueAfter(last)).catch(() => null);
      if (reader === null) continue;
      if (torn < drops) {
        // Somewhere in the middle, also of a frame, by either side.
        const share = Math.floor((events / drops) * Math.random() * 1.6);
        await reader
          .find(({ id }) => Number(id) > Math.min(last + share, events - 1))
          .catch(() => undefined);
        torn += 1;
        if (torn % 2 === 0) cut();
        else reader.leave();
        await reader.ended;
      } else {
        await reader.seqsUntil(events);
        reader.leave();
      }
      seen.push(...seqsOf(reader));
    }
    await writing;
    const duplicates = seen.length - new Set(seen).size;
    const gaps = seen.filter(
      (seq, index) => seq > (seen[index - 1] ?? 0) + 1,
    ).length;
    tellFigure('F24 times torn', torn, { least: isFullScale ? drops : 2 });
    tellFigure('F24 events lost', events - new Set(seen).size + gaps, {
      most: 0,
      note: `of ${String(events)}`,
    });
    tellFigure('F24 events twice', duplicates, { most: 0 });
    expect({ duplicates, gaps }).toEqual({ duplicates: 0, gaps: 0 });
    // A short past may be read to its end before the last tear.
    expect(torn).toBeGreaterThanOrEqual(isFullScale ? drops : 2);
  });

  it('replays a long past soon, in few bytes, and others are served meanwhile', async () => {
    const events = isFullScale ? 10_000 : 1_000;
    await writeMany(events);
    const { read } = await stage.run();
    const tookMs: number[] = [];
    let isOver = false;
    const others = (async () => {
      while (!isOver) {
        const before = performance.now();
        const other = await read({ method: 'HEAD' });
        await other.ended;
        tookMs.push(performance.now() - before);
      }
    })();
    const before = performance.now();
    const reader = await read(continueAfter(0));
    expect(await reader.seqsUntil(events)).toHaveLength(events);
    const replayMs = performance.now() - before;
    isOver = true;
    await others;
    const bytes = reader.frames.reduce((sum, { text }) => sum + text.length, 0);
    tellFigure('F25 replay, ms', Math.round(replayMs), { most: 2_000 });
    tellFigure('F25 replay, MB', bytes / 1e6, { most: 5 });
    tellFigure('F25 p95 of others, ms', Math.round(quantile95(tookMs)), {
      most: 200,
    });
    expect(bytes).toBeLessThan(5e6);
    expect(replayMs).toBeLessThan(isFullScale ? 2_000 : 20_000);
  });

  it('starts afresh wherever it cannot continue, and never with an error', async () => {
    await writeMany(30);
    await stage.db.deleteFrom('event').where('seq', '<=', 20).execute();
    const { read, hub } = await stage.run({ replayLimit: 15 });
    const places = {
      negative: '-1',
      huge: '99999999999999999999',
      text: "1' or 1=1",
      'of the future': '31',
      'older than what is kept': '17',
      'too far back': '3',
    };
    let started = 0;
    for (const place of Object.values(places)) {
      const reader = await read(continueAfter(place));
      expect(reader.status).toBe(200);
      const first = await reader.find(({ id }) => id !== null);
      expect(first).toMatchObject({ event: 'reset', id: '30' });
      started += 1;
      reader.leave();
    }
    tellFigure('F26 places that are none', started, { least: 6, of: 6 });
    await waitFor('all to be gone', async () => hub.streamCount() === 0);
  });
});

describe('a thousand readers that come back at once', () => {
  it('cost one replay, and get each event once', async () => {
    const readers = isFullScale ? 1_000 : 100;
    const { read, hub } = await stage.run({ frameMs: 0 });
    await writeMany(40);
    const back = await Promise.all(
      Array.from({ length: readers }, () => read(continueAfter(20))),
    );
    const heard = await Promise.all(back.map((reader) => reader.seqsUntil(40)));
    const whole = Array.from({ length: 20 }, (_, index) => 21 + index);
    for (const seqs of heard) expect(seqs).toEqual(whole);
    expect(hub.facts().replaysMade).toBe(1);
  });
});
