import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';

import { fakeConsole } from '../testing/fake-console.ts';
import { changesQuery } from './changes.ts';
import { forgetEverything } from './forget-everything.ts';
import { readHomeAhead } from './home.ts';
import { tasksQuery } from './tasks.ts';
import { HOME_LISTS } from '@keyward/contract';

const ONE = { items: [{ id: 'one' }], nextCursor: null };
const HOME = {
  running: ONE,
  endedBadly: ONE,
  concerning: null,
  deciding: null,
  tried: null,
  drafts: null,
  unread: { ...ONE, unread: 3 },
};

function paths(calls: readonly { path: string }[]): string[] {
  return calls.map(({ path }) => path);
}

describe('reading the home page ahead', () => {
  it('answers each of its lists out of one call, once', async () => {
    const { calls } = fakeConsole({
      'GET /api/home': () => ({ body: HOME }),
      'GET /api/tasks': () => ({ body: { items: [], nextCursor: null } }),
    });
    const client = new QueryClient();
    readHomeAhead(client);
    const running = tasksQuery(HOME_LISTS.running);
    const first = await client.fetchInfiniteQuery(running);
    expect(first.pages).toEqual([ONE]);
    expect(paths(calls)).toEqual(['/api/home']);
    const second = await client.fetchInfiniteQuery(running);
    expect(second.pages).toEqual([{ items: [], nextCursor: null }]);
    expect(paths(calls)).toEqual(['/api/home', '/api/tasks']);
  });

  it('has a list ask by itself where its part did not come', async () => {
    const { calls } = fakeConsole({
      'GET /api/home': () => ({ body: HOME }),
      'GET /api/changes': () => ({ body: ONE }),
    });
    const client = new QueryClient();
    readHomeAhead(client);
    const concerning = changesQuery(HOME_LISTS.concerning);
    const { pages } = await client.fetchInfiniteQuery(concerning);
    expect(pages).toEqual([ONE]);
    expect(paths(calls)).toEqual(['/api/home', '/api/changes']);
  });

  it('has every list ask by itself when the one call is refused', async () => {
    const { calls } = fakeConsole({ 'GET /api/tasks': () => ({ body: ONE }) });
    const client = new QueryClient();
    readHomeAhead(client);
    const { pages } = await client.fetchInfiniteQuery(
      tasksQuery(HOME_LISTS.running),
    );
    expect(pages).toEqual([ONE]);
    expect(paths(calls)).toEqual(['/api/home', '/api/tasks']);
  });

  it('leaves nothing of one person for the next', async () => {
    const { calls } = fakeConsole({
      'GET /api/home': () => ({ body: HOME }),
      'GET /api/tasks': () => ({ body: { items: [], nextCursor: null } }),
    });
    const client = new QueryClient();
    readHomeAhead(client);
    forgetEverything(client);
    const { pages } = await client.fetchInfiniteQuery(
      tasksQuery(HOME_LISTS.running),
    );
    expect(pages).toEqual([{ items: [], nextCursor: null }]);
    expect(paths(calls)).toEqual(['/api/home', '/api/tasks']);
  });

  it('asks for nothing ahead where something is known already', async () => {
    const { calls } = fakeConsole({ 'GET /api/tasks': () => ({ body: ONE }) });
    const client = new QueryClient();
    await client.fetchInfiniteQuery(tasksQuery(HOME_LISTS.endedBadly));
    readHomeAhead(client);
    expect(paths(calls)).toEqual(['/api/tasks']);
  });
});
