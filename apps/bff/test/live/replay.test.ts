import { streamEvent } from '@keyward/contract';
import { jsonb } from '@keyward/database';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openStage, type Stage } from './open-stage.ts';
import {
  changeEvent,
  connectionEvent,
  taskEvent,
  writeEvents,
} from './write-events.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const continueAfter = (seq: number | string) => ({
  headers: { 'last-event-id': String(seq) },
});

describe('the event stream', () => {
  it('starts at the present and says where to continue from', async () => {
    await writeEvents(stage.db, taskEvent(), taskEvent());
    const { read } = await stage.run();
    const reader = await read();
    const greeting = await reader.find(({ id }) => id !== null);
    expect(greeting).toMatchObject({ id: '2', data: null });
    await writeEvents(stage.db, changeEvent(), connectionEvent());
    expect(await reader.seqsUntil(4)).toEqual([3, 4]);
  });

  it('sends events in the shape of the contract', async () => {
    const { read } = await stage.run();
    const reader = await read();
    const sent = changeEvent('Submitted by Ada.');
    await writeEvents(stage.db, sent);
    const frame = await reader.find(({ data }) => data !== null);
    const event = streamEvent.parse(JSON.parse(frame.data ?? ''));
    expect(frame.event).toBe('change');
    expect(event).toMatchObject({
      seq: 1,
      type: 'change',
      subject: sent.subject,
      data: { text: 'Submitted by Ada.' },
    });
  });

  it('answers with headers that keep every cache and proxy out of the way', async () => {
    const { read } = await stage.run();
    const { headers, status } = await read();
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
  });

  it('gives each reader every event once while others keep writing', async () => {
    const before = 1_200;
    const during = 400;
    for (let written = 0; written < before; written += 100) {
      await writeEvents(
        stage.db,
        ...Array.from({ length: 100 }, () => taskEvent()),
      );
    }
    const [one, two] = [await stage.run(), await stage.run()];
    const write = async (): Promise<void> => {
      for (let each = 0; each < during / 2; each += 1) {
        await writeEvents(stage.db, taskEvent());
      }
    };
    const starts = [0, 1, 499, 500, 501, 777, 1_199, 1_200];
    const follow = async (start: number, hub: typeof one) => {
      const reader = await hub.read(continueAfter(start));
      return { start, seqs: await reader.seqsUntil(before + during) };
    };
    const [, , ...results] = await Promise.all([
      write(),
      write(),
      ...starts.map((start) => follow(start, one)),
      ...starts.map((start) => follow(start, two)),
    ]);
    for (const { start, seqs } of results) {
      expect(seqs).toEqual(range(start + 1, before + during));
    }
  });

  it('continues a reader that comes back again and again without gap or duplicate', async () => {
    const { read } = await stage.run();
    const total = 300;
    const writing = (async () => {
      for (let each = 0; each < total; each += 1) {
        await writeEvents(stage.db, taskEvent());
      }
    })();
    const seen: number[] = [];
    while (seen.length < total) {
      const last = seen.at(-1) ?? 0;
      const reader = await read(continueAfter(last));
      seen.push(...(await reader.seqsUntil(last + 1)));
      reader.leave();
    }
    await writing;
    expect(seen).toEqual(range(1, total));
  });

  it('takes the place to continue from the address as well', async () => {
    await writeEvents(stage.db, taskEvent(), taskEvent(), taskEvent());
    const { read } = await stage.run();
    const reader = await read({ path: '/api/events?lastEventId=1' });
    expect(await reader.seqsUntil(3)).toEqual([2, 3]);
  });

  it.each([
    ['words', 'abc'],
    ['a negative number', '-1'],
    ['a fraction', '1.5'],
    ['a number too large to count', '99999999999999999999'],
    ['an event that does not exist yet', '4'],
  ])('asks for a fresh read after %s and goes on', async (_what, id) => {
    await writeEvents(stage.db, taskEvent(), taskEvent(), taskEvent());
    const { read } = await stage.run();
    const reader = await read(continueAfter(id));
    const frame = await reader.find(({ event }) => event === 'reset');
    expect(frame).toMatchObject({ id: '3', data: '{"seq":3}' });
    await writeEvents(stage.db, taskEvent());
    expect(await reader.seqsUntil(4)).toEqual([3, 4]);
  });

  it('asks for a fresh read when more was missed than is replayed', async () => {
    await writeEvents(
      stage.db,
      ...Array.from({ length: 12 }, () => taskEvent()),
    );
    const { read } = await stage.run({ replayLimit: 10 });
    const near = await read(continueAfter(2));
    expect(await near.seqsUntil(12)).toEqual(range(3, 12));
    const far = await read(continueAfter(1));
    const first = await far.find(({ id }) => id !== null);
    expect(first).toMatchObject({ event: 'reset', id: '12' });
  });

  it('asks for a fresh read when the next event is no longer kept', async () => {
    await writeEvents(
      stage.db,
      ...Array.from({ length: 6 }, () => taskEvent()),
    );
    await stage.db.deleteFrom('event').where('seq', '<=', 3).execute();
    const { read } = await stage.run();
    const reader = await read(continueAfter(2));
    const first = await reader.find(({ id }) => id !== null);
    expect(first).toMatchObject({ event: 'reset', id: '6' });
    const atEdge = await read(continueAfter(3));
    expect(await atEdge.seqsUntil(6)).toEqual([4, 5, 6]);
  });

  it('knows an event that only another replica has handed out so far', async () => {
    const deaf = await stage.run({
      connectionString: 'postgres://nobody@127.0.0.1:9/none',
      pollMs: 3_600_000,
    });
    const waiting = await deaf.read();
    await waiting.find(({ id }) => id === '0');
    await writeEvents(stage.db, taskEvent());
    const moved = await deaf.read(continueAfter(1));
    expect(await waiting.seqsUntil(1)).toEqual([1]);
    const next = await deaf.read(continueAfter(0));
    expect(await next.seqsUntil(1)).toEqual([1]);
    expect(moved.frames.filter(({ event }) => event !== null)).toEqual([]);
  });

  it('leaves out a row that is no event and goes on behind it', async () => {
    const { read } = await stage.run();
    const reader = await read();
    await stage.db
      .insertInto('event')
      .values({
        seq: 1,
        type: 'rumour\n\nevent: bye',
        subject: 's',
        v: 1,
        data: jsonb({ text: 'secret' }),
      })
      .execute();
    await writeEvents(stage.db, taskEvent());
    expect(await reader.seqsUntil(2)).toEqual([2]);
  });

  it('keeps a hostile sentence inside one frame and drops members that the contract does not name', async () => {
    const { read } = await stage.run();
    const reader = await read();
    const text = 'x\n\nevent: bye\ndata: {}\r\n\r\nid: 9\u2028';
    const event = taskEvent(text);
    await writeEvents(
      stage.db,
      { ...event, data: { ...Object(event.data), address: '10.0.0.1' } },
      taskEvent(),
    );
    expect(await reader.seqsUntil(2)).toEqual([1, 2]);
    const frame = await reader.find(({ data }) => data !== null);
    expect(JSON.parse(frame.data ?? '')).toMatchObject({ data: { text } });
    expect(frame.text).not.toContain('10.0.0.1');
    expect(reader.frames.some(({ event: name }) => name === 'bye')).toBe(false);
  });
});
