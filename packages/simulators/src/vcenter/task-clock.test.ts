import { describe, expect, it } from 'vitest';

import type { SimulatedTask } from './state.ts';
import { isCancelable, viewTask } from './task-clock.ts';

const task: SimulatedTask = {
  id: 't',
  service: 's',
  operation: 'create$task',
  description: { id: 'd', text: 'Do it', args: [] },
  target: { type: 'ClusterComputeResource', id: 'domain-c8' },
  user: 'u',
  acceptedAt: 0,
  durationMs: 1000,
  ended: null,
  cancelable: true,
  behaviour: 'normal',
  effect: { kind: 'nothing' },
};

describe('a simulated task by the clock', () => {
  it('has neither start nor progress while it is pending', () => {
    const view = viewTask(task, 50, false);
    expect(view.status).toBe('PENDING');
    expect(view).not.toHaveProperty('start_time');
    expect(view).not.toHaveProperty('progress');
  });

  it('runs with progress that only grows and stays below the total', () => {
    const completed = [100, 300, 600, 999, 5000].map(
      (now) => viewTask(task, now, false).progress?.completed ?? -1,
    );
    expect(completed).toEqual([0, 22, 55, 99, 99]);
  });

  it('has an end, a result and full progress only when it has succeeded', () => {
    const ended = { at: 1000, status: 'SUCCEEDED', result: 'id' } as const;
    const view = viewTask({ ...task, ended }, 2000, false);
    expect(view).toMatchObject({
      status: 'SUCCEEDED',
      result: 'id',
      end_time: '1970-01-01T00:00:01.000Z',
      progress: { total: 100, completed: 100 },
    });
    expect(viewTask({ ...task, ended }, 2000, true)).not.toHaveProperty(
      'result',
    );
  });

  it('is blocked in the middle when it is of that kind', () => {
    const blocked = { ...task, behaviour: 'blocked' } as const;
    const statuses = [200, 300, 599, 600].map(
      (now) => viewTask(blocked, now, false).status,
    );
    expect(statuses).toEqual(['RUNNING', 'BLOCKED', 'BLOCKED', 'RUNNING']);
  });

  it('can be cancelled in its first half, if at all', () => {
    expect(isCancelable(task, 0.49)).toBe(true);
    expect(isCancelable(task, 0.5)).toBe(false);
    expect(isCancelable({ ...task, cancelable: false }, 0)).toBe(false);
  });
});
