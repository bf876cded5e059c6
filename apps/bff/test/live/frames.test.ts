import { transact } from '@keyward/database';
import { sql } from 'kysely';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { waitFor } from '../support/wait-for.ts';
import { makeCaller } from './make-caller.ts';
import { openStage, type Stage } from './open-stage.ts';
import {
  changeEvent,
  connectionEvent,
  progressEvent,
  taskEvent,
  writeEvents,
} from './write-events.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** A stream as the network carries it, in the chunks in which it was written. */
async function openRaw(port: number) {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  let heard = '';
  socket.on('data', (text: string) => (heard += text));
  socket.write('GET /api/events HTTP/1.1\r\nHost: x\r\n\r\n');
  const until = (text: string) =>
    waitFor(text, async () => heard.includes(text));
  await until('id: 0\n');
  return {
    until,
    chunks: () => heard.match(/\r\n[0-9a-f]+\r\n/g)?.length ?? 0,
    leave: () => socket.destroy(),
  };
}

describe('a frame', () => {
  it('carries the first event at once, and together what follows soon after', async () => {
    const { read, port } = await stage.run({ frameMs: 60_000 });
    const raw = await openRaw(port);
    const reader = await read();
    await reader.find(({ id }) => id === '0');
    const before = raw.chunks();
    await writeEvents(stage.db, taskEvent());
    await raw.until('id: 1\n');
    expect(raw.chunks()).toBe(before + 1);
    for (let each = 0; each < 20; each += 1) {
      await writeEvents(stage.db, taskEvent());
    }
    await pause(50);
    expect(raw.chunks()).toBe(before + 1);
    raw.leave();
  });

  it('is written when its time is over, one for all events in it', async () => {
    const { port } = await stage.run({ frameMs: 1_000 });
    const raw = await openRaw(port);
    await writeEvents(stage.db, taskEvent());
    await raw.until('id: 1\n');
    const before = raw.chunks();
    for (let each = 0; each < 20; each += 1) {
      await writeEvents(stage.db, taskEvent());
    }
    await raw.until('id: 21\n');
    // A machine that stalls may need a second frame for twenty small transactions, but never twenty.
    expect(raw.chunks() - before).toBeLessThanOrEqual(3);
    raw.leave();
  });

  it('leaves out progress that is overtaken within it, and nothing else', async () => {
    const { read } = await stage.run();
    const reader = await read();
    await reader.find(({ id }) => id === '0');
    await writeEvents(
      stage.db,
      progressEvent('a', 10),
      progressEvent('a', 20),
      taskEvent(),
      progressEvent('b', 1),
      progressEvent('a', 30),
      changeEvent(),
      progressEvent('b', 2),
    );
    expect(await reader.seqsUntil(7)).toEqual([3, 5, 6, 7]);
    const back = await read({ headers: { 'last-event-id': '1' } });
    // Whoever was away misses nothing.
    expect(await back.seqsUntil(7)).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('ends with the place to continue from, also for who may not see its last event', async () => {
    const { read } = await stage.run();
    const helpdesk = await read({}, makeCaller('helpdesk'));
    await helpdesk.find(({ id }) => id === '0');
    await writeEvents(stage.db, taskEvent(), connectionEvent());
    const place = await helpdesk.find(({ id }) => id === '2');
    expect(place).toMatchObject({ event: null, data: null });
  });
});

describe('two writers', () => {
  it('lose nothing when the one that was numbered first commits last', async () => {
    // The commit itself takes long, after the numbers were given.
    await sql`create function dawdle() returns trigger language plpgsql as
      'begin perform pg_sleep(0.5); return null; end'`.execute(stage.db);
    await sql`create constraint trigger dawdle after insert on event deferrable initially deferred
      for each row when (new.subject = 'slow') execute function dawdle()`.execute(
      stage.db,
    );
    const { read } = await stage.run({ frameMs: 0, pollMs: 50 });
    const reader = await read();
    await reader.find(({ id }) => id === '0');
    const slow = writeEvents(stage.db, progressEvent('slow', 1));
    await waitFor('the slow commit', async () => {
      const { rows } =
        await sql`select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`.execute(
          stage.db,
        );
      return rows.length > 0;
    });
    await writeEvents(stage.db, taskEvent());
    await slow;
    expect(await reader.seqsUntil(2)).toEqual([1, 2]);
  });

  it('are numbered as they commit, not as they begin', async () => {
    const { read } = await stage.run({ frameMs: 0 });
    const reader = await read();
    await reader.find(({ id }) => id === '0');
    const { promise: second, resolve } = Promise.withResolvers<void>();
    const first = transact(stage.db, async (journal) => {
      journal.event(progressEvent('first to begin', 1));
      await second;
    });
    await writeEvents(stage.db, progressEvent('first to end', 1));
    resolve();
    await first;
    await reader.seqsUntil(2);
    const subjects = reader.frames.flatMap(({ data }) =>
      data === null ? [] : [/"subject":"([^"]*)"/.exec(data)?.[1]],
    );
    expect(subjects).toEqual(['first to end', 'first to begin']);
  });
});

describe('a role that is taken away', () => {
  it('changes what an open stream shows, and asks for a fresh read', async () => {
    const { read, makeThem } = await stage.run({ sessionCheckMs: 50 });
    const caller = makeCaller('reviewer');
    const reader = await read({}, caller);
    await writeEvents(stage.db, connectionEvent());
    expect(await reader.seqsUntil(1)).toEqual([1]);
    makeThem(caller, 'helpdesk');
    await reader.find(({ event }) => event === 'reset');
    await writeEvents(stage.db, connectionEvent(), taskEvent());
    await reader.seqsUntil(3);
    expect(
      reader.frames.filter(({ event }) => event === 'connection'),
    ).toHaveLength(1);
    makeThem(caller, 'reviewer');
    await reader.find(({ id, event }) => event === 'reset' && id === '3');
    await writeEvents(stage.db, connectionEvent());
    expect((await reader.seqsUntil(4)).at(-1)).toBe(4);
  });
});
