import { type Permission, permissionsOf } from '@keyward/contract';
import { sql } from 'kysely';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { waitFor } from '../support/wait-for.ts';
import { makeCaller } from './make-caller.ts';
import { openStage, ORIGIN, type Stage } from './open-stage.ts';
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

describe('who may have a stream', () => {
  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbouring site', { 'sec-fetch-site': 'same-site' }],
    ['an address bar', { 'sec-fetch-site': 'none' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['an origin that is hidden', { origin: 'null' }],
    [
      'a foreign origin that claims to be the same',
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
    ],
  ])('refuses %s', async (_what, headers) => {
    const { read, hub } = await stage.run();
    const reader = await read({ headers });
    expect(reader.status).toBe(403);
    expect(hub.streamCount()).toBe(0);
  });

  it.each([
    ['a page of the console', { 'sec-fetch-site': 'same-origin' }],
    ['a page of the console that names its origin', { origin: ORIGIN }],
    ['a program', {}],
  ])('lets %s in', async (_what, headers) => {
    const { read, hub } = await stage.run();
    const reader = await read({ headers });
    expect(reader.status).toBe(200);
    expect(hub.streamCount()).toBe(1);
  });

  it('opens nothing for a HEAD request', async () => {
    const { read, hub } = await stage.run();
    const reader = await read({ method: 'HEAD' });
    expect(reader.status).toBe(200);
    await reader.ended;
    expect(hub.streamCount()).toBe(0);
  });

  it('shows the helpdesk no connection events', async () => {
    const { read } = await stage.run();
    const helpdesk = await read({}, makeCaller('helpdesk'));
    const reviewer = await read({}, makeCaller('reviewer'));
    await writeEvents(
      stage.db,
      connectionEvent(),
      changeEvent(),
      connectionEvent(),
      taskEvent(),
    );
    expect(await reviewer.seqsUntil(4)).toEqual([1, 2, 3, 4]);
    expect(await helpdesk.seqsUntil(4)).toEqual([2, 4]);
    const later = await read(
      { headers: { 'last-event-id': '0' } },
      makeCaller('helpdesk'),
    );
    expect(await later.seqsUntil(4)).toEqual([2, 4]);
  });

  it('bounds the streams of one person and frees a place that is left', async () => {
    const { read, hub } = await stage.run({ maxStreamsPerPerson: 2 });
    const caller = makeCaller();
    const first = await read({}, caller);
    await read({}, caller);
    const refused = await read({}, caller);
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('10');
    expect((await read()).status).toBe(200);
    first.leave();
    await waitUntil(() => hub.streamCount() === 2);
    expect((await read({}, caller)).status).toBe(200);
  });

  it('bounds all streams together', async () => {
    const { read } = await stage.run({ maxStreams: 2 });
    await read();
    await read();
    expect((await read()).status).toBe(429);
  });
});

describe('the life of a stream', () => {
  it('says goodbye soon after its session has ended, and leaves others alone', async () => {
    const over = new Set<string>();
    const { read, hub } = await stage.run({
      sessionCheckMs: 50,
      findLiveSessions: async (sids) =>
        asAdmins(sids.filter((sid) => !over.has(sid))),
    });
    const leaving = makeCaller();
    const ending = await read({}, leaving);
    const staying = await read();
    over.add(leaving.sid);
    const bye = await ending.find(({ event }) => event === 'bye');
    expect(bye.data).toBe('{"reason":"signed_out"}');
    await ending.ended;
    await writeEvents(stage.db, taskEvent());
    expect(await staying.seqsUntil(1)).toEqual([1]);
    expect(hub.streamCount()).toBe(1);
  });

  it('asks about all sessions in one question', async () => {
    const asked: number[] = [];
    const { read } = await stage.run({
      sessionCheckMs: 200,
      findLiveSessions: async (sids) => {
        asked.push(sids.length);
        return asAdmins(sids);
      },
    });
    const caller = makeCaller();
    await Promise.all([read({}, caller), read({}, caller), read()]);
    await waitUntil(() => asked.includes(2));
    expect(Math.max(...asked)).toBe(2);
  });

  it('keeps streams while sessions cannot be checked', async () => {
    let tries = 0;
    const { read } = await stage.run({
      sessionCheckMs: 20,
      findLiveSessions: async () => {
        tries += 1;
        throw new Error('no database');
      },
    });
    const reader = await read();
    await waitUntil(() => tries >= 3);
    await writeEvents(stage.db, taskEvent());
    expect(await reader.seqsUntil(1)).toEqual([1]);
  });

  it('sends a comment now and then, so that silence means loss', async () => {
    const { read } = await stage.run({ heartbeatMs: 20 });
    const reader = await read();
    const beat = await reader.find(({ text }) => text === ':');
    expect(beat.data).toBeNull();
  });

  it('sends no comment ahead of its head while the database keeps it waiting', async () => {
    const { read, hub } = await stage.run({ heartbeatMs: 5 });
    const opening = await stage.db.transaction().execute(async (tx) => {
      await sql`lock table event in access exclusive mode`.execute(tx);
      const begun = read();
      await waitFor('the stream to wait', () =>
        Promise.resolve(hub.streamCount() === 1),
      );
      await pause(50);
      return { begun };
    });
    const reader = await opening.begun;
    expect(reader.status).toBe(200);
    await reader.find(({ text }) => text === ':');
  });

  it('says goodbye on every stream when the console stops', async () => {
    const { read, hub } = await stage.run();
    const readers = await Promise.all([read(), read(), read()]);
    await hub.close();
    for (const reader of readers) {
      const bye = await reader.find(({ event }) => event === 'bye');
      expect(bye.data).toBe('{"reason":"closing"}');
      await reader.ended;
    }
    const late = await read();
    await late.find(({ event }) => event === 'bye');
    await late.ended;
    expect(hub.streamCount()).toBe(0);
  });

  it('lets a reader go that stalls during its replay', async () => {
    await writeEvents(
      stage.db,
      ...Array.from({ length: 300 }, () => taskEvent('x'.repeat(60_000))),
    );
    const { read, hub } = await stage.run({ stallMs: 100 });
    const stalled = await read({ headers: { 'last-event-id': '0' } });
    stalled.stall();
    await waitUntil(() => hub.streamCount() === 0);
    expect(hub.streamCount()).toBe(0);
  });

  it('goes on after its notifications were cut off', async () => {
    const { read } = await stage.run({ pollMs: 100 });
    const reader = await read();
    await writeEvents(stage.db, taskEvent());
    await reader.seqsUntil(1);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'keyward events' and datname = current_database()`.execute(
      stage.db,
    );
    await writeEvents(stage.db, taskEvent());
    expect(await reader.seqsUntil(2)).toEqual([1, 2]);
    await waitUntil(async () => {
      const listeners = await sql`select 1 from pg_stat_activity
        where application_name = 'keyward events' and datname = current_database()`.execute(
        stage.db,
      );
      return listeners.rows.length === 1;
    });
    await writeEvents(stage.db, taskEvent());
    expect(await reader.seqsUntil(3)).toEqual([1, 2, 3]);
  });

  it('serves a client that knows no chunks', async () => {
    const { port, hub } = await stage.run();
    const socket = connect(port, '127.0.0.1');
    socket.setEncoding('utf8');
    let heard = '';
    socket.on('data', (text: string) => (heard += text));
    socket.write('GET /api/events HTTP/1.0\r\n\r\n');
    await waitUntil(() => heard.includes('id: 0\n\n'));
    await writeEvents(stage.db, taskEvent());
    await waitUntil(() => /id: 1\n.*\n\n$/s.test(heard));
    expect(heard.split('\r\n\r\n')[1]).toMatch(
      /^retry: \d+\nid: 0\n\nid: 1\nevent: task\ndata: \{.*\}\n\n$/,
    );
    const closed = once(socket, 'close');
    await hub.close();
    await closed;
    expect(heard).toContain('event: bye');
  });
});

/** Looks again after every turn of the machine until the condition holds; the test's own time limit bounds it. */
async function waitUntil(
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  while (!(await holds())) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function asAdmins(sids: readonly string[]): Map<string, Permission[]> {
  return new Map(sids.map((sid) => [sid, permissionsOf(['security_admin'])]));
}
