import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';

import { aChangeSummary, CHANGE_ID } from '../../testing/change-fixtures.ts';
import { aTask, aTaskSummary, TASK_ID } from '../../testing/task-fixtures.ts';
import { aChangeEvent, aTaskEvent } from '../../testing/stream-events.ts';
import { acrossKey } from '../across-key.ts';
import { changeKeys, changesQuery } from '../changes.ts';
import { inboxKeys } from '../inbox.ts';
import { statusKeys } from '../status.ts';
import { taskKeys, tasksQuery, taskQuery } from '../tasks.ts';
import { applyEvent } from './apply-event.ts';

function open() {
  const client = new QueryClient();
  const asked: QueryKey[] = [];
  return { client, asked, refetch: (key: QueryKey) => asked.push(key) };
}

describe('an event on its way into what the pages show', () => {
  it('moves the row of every list that has it, and the task’s own page', () => {
    const { client, refetch } = open();
    const filtered = tasksQuery({ state: 'running' }).queryKey;
    client.setQueryData(filtered, {
      pages: [{ items: [aTaskSummary()], nextCursor: null }],
      pageParams: [null],
    });
    client.setQueryData(taskQuery(TASK_ID).queryKey, aTask());
    applyEvent(client, aTaskEvent(), refetch);
    expect(
      client.getQueryData(filtered)?.pages[0]?.items[0]?.progress?.completed,
    ).toBe(60);
    expect(
      client.getQueryData(taskQuery(TASK_ID).queryKey)?.progress?.completed,
    ).toBe(60);
  });

  it('reads nothing afresh for mere progress', () => {
    const { client, asked, refetch } = open();
    applyEvent(client, aTaskEvent(), refetch);
    expect(asked).toEqual([]);
  });

  it('reads the task and the lists afresh when its state changes, and targets when it is over', () => {
    const { client, asked, refetch } = open();
    applyEvent(
      client,
      aTaskEvent({}, { what: 'state', state: 'failed' }),
      refetch,
    );
    const own = [
      taskKeys.one(TASK_ID),
      statusKeys.all,
      taskKeys.lists,
      inboxKeys.all,
    ];
    expect(asked).toEqual([...own, ['estate'], acrossKey]);
    asked.length = 0;
    applyEvent(
      client,
      aTaskEvent({}, { what: 'state', state: 'running' }),
      refetch,
    );
    expect(asked).toEqual(own);
  });

  it('shows a change’s new state at once and reads it afresh', () => {
    const { client, asked, refetch } = open();
    const key = changesQuery({}).queryKey;
    client.setQueryData(key, {
      pages: [{ items: [aChangeSummary()], nextCursor: null }],
      pageParams: [null],
    });
    applyEvent(client, aChangeEvent(), refetch);
    expect(client.getQueryData(key)?.pages[0]?.items[0]).toMatchObject({
      state: 'approved',
      taskId: TASK_ID,
      approvals: { have: 1, need: 1 },
    });
    expect(asked).toEqual([
      changeKeys.one(CHANGE_ID),
      changeKeys.lists,
      statusKeys.all,
      inboxKeys.all,
      acrossKey,
    ]);
  });

  it('never invents a row for what no list holds', () => {
    const { client, refetch } = open();
    applyEvent(client, aTaskEvent(), refetch);
    expect(client.getQueryData(taskQuery(TASK_ID).queryKey)).toBeUndefined();
  });
});
