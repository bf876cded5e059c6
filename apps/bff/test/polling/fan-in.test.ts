import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { waitFor } from '../support/wait-for.ts';
import { openPollingStage, type PollingStage } from './polling-stage.ts';
import { DONE, json, notFound, running } from './task-target.ts';

let stage: PollingStage;

beforeEach(async () => {
  stage = await openPollingStage();
});
afterEach(() => stage.close());

const ids = (count: number, service = 'com.vmware.cis'): string[] =>
  Array.from({ length: count }, (_, each) => `t${String(each)}:${service}`);

function start(tasks: readonly string[]): void {
  for (const id of tasks) stage.target.tasks.set(id, running(10));
}

const isDone = { seen: 'task', work: { state: 'succeeded', result: 'svc-1' } };

describe('following tasks of one target', () => {
  it('asks for all of them in one call, however many follow each', async () => {
    const tasks = ids(40);
    start(tasks);
    const replica = stage.replica();
    const followers = [...tasks, ...tasks, ...tasks].map((id) =>
      replica.follow(id),
    );
    await waitFor('everybody to hear twice', () =>
      Promise.resolve(followers.every(({ told }) => told.length >= 2)),
    );
    const lists = stage.target.heard.filter(
      ({ ids: asked }) => asked.length > 0,
    );
    expect(lists.at(-1)?.ids).toHaveLength(40);
    expect(lists.length).toBeLessThan(6);
    expect(stage.target.calls('single')).toBe(0);
    expect(stage.target.signIns()).toBe(1);
  });

  it('asks for the tasks of each provider, and for at most 1,000, in a call of their own', async () => {
    const tasks = [...ids(1_001, 'one'), ...ids(2, 'two')];
    start(tasks);
    const replica = stage.replica();
    const [first] = tasks.map((id) => replica.follow(id));
    await waitFor('a look at all', () =>
      Promise.resolve(
        (first?.told.length ?? 0) >= 1 && stage.target.calls('list') >= 4,
      ),
    );
    const sizes = stage.target.heard
      .filter(({ ids: asked }) => asked.length > 0)
      .map(({ ids: asked }) => ({
        size: asked.length,
        providers: new Set(asked.map((id) => id.split(':')[1])).size,
      }));
    expect(
      sizes.every(({ size, providers }) => size <= 1_000 && providers === 1),
    ).toBe(true);
    expect(sizes.map(({ size }) => size)).toEqual(
      expect.arrayContaining([1_000, 1, 2]) as unknown,
    );
  });

  it('asks nothing once nobody follows, and lets the lease go', async () => {
    start(['t1:x']);
    const follower = stage.replica().follow('t1:x');
    await waitFor('a look', () => Promise.resolve(follower.told.length > 0));
    follower.stop();
    await waitFor('the lease to be free', async () => {
      const row = await stage.db
        .selectFrom('connection_poller')
        .select(({ fn }) => fn<boolean>('isfinite', ['lease_until']).as('any'))
        .where(({ eb, fn }) => eb('lease_until', '<=', fn<Date>('now')))
        .executeTakeFirst();
      return row !== undefined;
    });
    const calls = stage.target.calls('list');
    await expect(
      waitFor(
        'another call',
        () => Promise.resolve(stage.target.calls('list') > calls),
        900,
      ),
    ).rejects.toThrow();
  });

  it('asks singly for what the list leaves out before it counts as forgotten', async () => {
    start(['seen:x', 'hidden:x']);
    const { target } = stage;
    target.misbehave(({ path, ids: asked }, response) => {
      if (asked.length === 0 || !path.includes('action=list')) return false;
      json(response, 200, { 'seen:x': running(20) });
      return true;
    });
    const replica = stage.replica();
    const hidden = replica.follow('hidden:x');
    const gone = replica.follow('gone:x');
    replica.follow('seen:x');
    await waitFor('both to be told', () =>
      Promise.resolve(hidden.told.length >= 2 && gone.told.length >= 1),
    );
    expect(hidden.latest()).toMatchObject({ seen: 'task' });
    expect(gone.latest()).toEqual({ seen: 'forgotten' });
  });

  it('falls back to single reads where the list call is missing, and remembers that', async () => {
    start(['t1:x', 't2:x']);
    const { target } = stage;
    target.misbehave(({ path }, response) => {
      if (!path.includes('action=list')) return false;
      notFound(response);
      return true;
    });
    const replica = stage.replica();
    const first = replica.follow('t1:x');
    replica.follow('t2:x');
    target.tasks.set('t1:x', DONE);
    await waitFor('three looks', () => Promise.resolve(first.told.length >= 3));
    expect(target.calls('list')).toBe(1);
    expect(first.latest()).toEqual(isDone);
  });

  it('finds the one task that spoils the list for all', async () => {
    const tasks = ids(8);
    start(tasks);
    const { target } = stage;
    target.misbehave(({ ids: asked }, response) => {
      if (!asked.includes('t3:com.vmware.cis')) return false;
      json(response, 500, {
        error_type: 'RESOURCE_INACCESSIBLE',
        messages: [],
      });
      return true;
    });
    const replica = stage.replica();
    const followers = tasks.map((id) => replica.follow(id));
    await waitFor('all to be told twice', () =>
      Promise.resolve(followers.every(({ told }) => told.length >= 2)),
    );
    expect(followers.every((each) => each.latest()?.seen === 'task')).toBe(
      true,
    );
    const before = target.calls('list');
    await waitFor('two more looks', () =>
      Promise.resolve(followers.every(({ told }) => told.length >= 4)),
    );
    expect(target.calls('list') - before).toBeLessThanOrEqual(3);
  });

  it('tells of a task that ends while its neighbours stay as they are', async () => {
    start(ids(3));
    const replica = stage.replica();
    const [first, second] = ids(3).map((id) => replica.follow(id));
    await waitFor('a look', () =>
      Promise.resolve((first?.told.length ?? 0) > 0),
    );
    stage.target.tasks.set('t0:com.vmware.cis', DONE);
    await waitFor('the end', () =>
      Promise.resolve(
        first?.latest()?.seen === 'task' &&
          JSON.stringify(first.latest()) === JSON.stringify(isDone),
      ),
    );
    expect(second?.latest()).toMatchObject({ work: { state: 'running' } });
  });
});
