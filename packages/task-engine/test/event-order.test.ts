import { streamEvent } from '@keyward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expectSoundEvents } from './stage/expect-sound-events.ts';
import {
  openStage,
  storyOf,
  programs,
  type Stage,
  untilState,
} from './stage/open-stage.ts';
import { scaled } from './stage/scale.ts';
import { effect, program, repeatable } from './stage/test-program.ts';

describe('events', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('tell the story of a task in order', async () => {
    const engine = stage.engine(
      programs(
        program(
          repeatable('check', async (ctx) => {
            await ctx.note('Two of four places are free.');
            return { note: 'The plan still holds.' };
          }),
          effect(
            { effects: 0 },
            {
              send: async (ctx) => {
                await ctx.upstreamTask('job-17');
                return null;
              },
            },
          ),
          repeatable('verify', () =>
            Promise.resolve({
              verification: {
                level: 'partial',
                proved: ['host'],
                notProved: ['password'],
              },
            }),
          ),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine);
    const task = await untilState(stage, taskId, 'succeeded');
    expect(task.upstream_task_id).toBe('job-17');
    const events = await stage.events(taskId);
    expectSoundEvents(events);
    expect(storyOf(events)).toEqual([
      'Waiting to start.',
      'Started.',
      'Step check',
      'Two of four places are free.',
      'The plan still holds.',
      'Step apply',
      'Sending the change to the target.',
      'The target runs this as a task of its own.',
      'Step apply: done.',
      'Step verify',
      'Step verify: done.',
      'Done. What can be read back was proved.',
    ]);
    await engine.stop();
  });

  it('show progress that only grows, at most twice a second, and its last value', async () => {
    const engine = stage.engine(
      programs(
        program(
          repeatable('await_upstream', async (ctx) => {
            for (const completed of [1, 5, 3, 20, 40, 30, 60, 99, 50]) {
              ctx.progress({
                total: 100,
                completed,
                message: `${completed} %`,
              });
              await ctx.pause(80);
            }
            return {};
          }),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, ['await_upstream']);
    await untilState(stage, taskId, 'succeeded');
    const events = await stage.events(taskId);
    expectSoundEvents(events);
    const progress = events.flatMap((event) => {
      const parsed = streamEvent.parse({
        ...event,
        at: event.at.toISOString(),
      });
      return parsed.type === 'task' && parsed.data.what === 'progress'
        ? [parsed.data.progress?.completed ?? 0]
        : [];
    });
    expect(progress.length).toBeGreaterThan(0);
    expect(progress.length).toBeLessThanOrEqual(
      2 + Math.ceil((Number(events.at(-1)?.at) - Number(events[0]?.at)) / 500),
    );
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect((await stage.task(taskId)).progress).toMatchObject({
      completed: 99,
    });
    await engine.stop();
  });

  it('are numbered without a gap for every one of many tasks at once', async () => {
    const engines = [1, 2].map(() =>
      stage.engine({
        ...programs(
          program(
            repeatable('check', async (ctx) => {
              ctx.progress({ total: 2, completed: 1, message: null });
              await ctx.note('one');
              ctx.progress({ total: 2, completed: 2, message: null });
              return {};
            }),
            effect({ effects: 0 }),
          ),
        ),
        concurrency: 40,
      }),
    );
    for (const engine of engines) await engine.start();
    const total = scaled(1_000, 40);
    const taskIds: string[] = [];
    for (let n = 0; n < total; n += 1) {
      const engine = engines[n % 2];
      if (engine !== undefined) {
        taskIds.push(await stage.submit(engine, ['check', 'apply']));
      }
    }
    for (const taskId of taskIds) {
      await untilState(stage, taskId, 'succeeded');
      expectSoundEvents(await stage.events(taskId));
    }
    for (const engine of engines) await engine.stop();
  });

  it('reach a listener within half a second of the approval', async () => {
    const engine = stage.engine(programs(program(repeatable('check'))));
    await engine.start();
    const waits: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const taskId = await stage.submit(engine, ['check']);
      await untilState(stage, taskId, 'succeeded');
      const events = await stage.events(taskId);
      waits.push(Number(events[2]?.at) - Number(events[0]?.at));
    }
    const p95 = waits.sort((a, b) => a - b)[18] ?? Number.POSITIVE_INFINITY;
    expect(p95).toBeLessThan(500);
    await engine.stop();
  });
});
