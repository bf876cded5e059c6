import { describe, expect, it } from 'vitest';

import { aTask, aTaskSummary } from '../../testing/task-fixtures.ts';
import { aTaskEvent } from '../../testing/stream-events.ts';
import {
  foldTask,
  foldTaskDetail,
  needsFreshTask,
  type TaskEvent,
} from './fold-task.ts';

/** A task as the console reported it from start to end. */
const RECORDED: readonly TaskEvent[] = [
  aTaskEvent({ seq: 20, v: 4 }),
  aTaskEvent(
    { seq: 21, v: 5 },
    {
      what: 'step',
      step: { key: 'apply', state: 'done' },
      progress: null,
      text: 'Sent.',
    },
  ),
  aTaskEvent(
    { seq: 22, v: 6 },
    {
      what: 'step',
      step: { key: 'verify', state: 'running' },
      progress: null,
      text: 'Reading back.',
    },
  ),
  aTaskEvent(
    { seq: 23, v: 7, at: '2026-11-21T08:00:09.000Z' },
    { what: 'state', state: 'succeeded', progress: null, text: 'Verified.' },
  ),
];

describe('folding recorded events into a task', () => {
  it('ends where the console ended it', () => {
    const end = RECORDED.reduce(foldTaskDetail, aTask());
    expect(end.state).toBe('succeeded');
    expect(end.endedAt).toBe('2026-11-21T08:00:09.000Z');
    expect(end.currentStep).toBeNull();
    expect(end.progress).toBeNull();
    expect(end.steps.map((step) => step.state)).toEqual([
      'done',
      'done',
      'waiting',
      'running',
    ]);
    expect(end.events.map((event) => event.seq)).toEqual([
      11, 12, 13, 21, 22, 23,
    ]);
  });

  it('gives the same task when events are replayed after a reconnect', () => {
    const once = RECORDED.reduce(foldTaskDetail, aTask());
    const twice = [...RECORDED.slice(0, 2), ...RECORDED].reduce(
      foldTaskDetail,
      aTask(),
    );
    expect(twice).toEqual(once);
  });

  it('ends a step that ran when a later one begins, whatever came in between was left out', () => {
    const task = aTask();
    const checking = {
      ...task,
      steps: task.steps.map((step, index) => ({
        ...step,
        state: index === 0 ? ('running' as const) : ('waiting' as const),
        endedAt: null,
      })),
    };
    const verifying = RECORDED.slice(2, 3).reduce(foldTaskDetail, checking);
    expect(verifying.steps.map((step) => step.state)).toEqual([
      'done',
      'waiting',
      'waiting',
      'running',
    ]);
    expect(verifying.steps[0]?.endedAt).toBe(RECORDED[2]?.at);
  });

  it('shows progress by the bar and not in the log', () => {
    const folded = foldTaskDetail(aTask(), aTaskEvent());
    expect(folded.progress?.completed).toBe(60);
    expect(folded.events).toEqual(aTask().events);
  });

  it('lets an old event change nothing', () => {
    const fresh = aTaskSummary({ v: 9, state: 'succeeded' });
    expect(foldTask(fresh, aTaskEvent({ v: 8 }))).toBe(fresh);
  });

  it('lets another task’s event change nothing', () => {
    const task = aTaskSummary();
    expect(foldTask(task, aTaskEvent({ subject: 'somebody-else' }))).toBe(task);
  });

  it('shows progress at once and asks the console only for what it alone can say', () => {
    expect(foldTask(aTaskSummary(), aTaskEvent()).progress?.completed).toBe(60);
    expect(RECORDED.map(needsFreshTask)).toEqual([false, true, true, true]);
  });

  it('never changes the object it was given', () => {
    const task = Object.freeze(aTask());
    expect(() => RECORDED.reduce(foldTaskDetail, task)).not.toThrow();
    expect(task.state).toBe('running');
  });
});
