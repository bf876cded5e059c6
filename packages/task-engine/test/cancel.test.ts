import { setTimeout as delay } from 'node:timers/promises';
import { transact } from '@keyward/database';
import {
  TaskCancelled,
  type TaskEngine,
  TaskRetry,
} from '@keyward/task-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createGate } from './stage/gate.ts';
import {
  openStage,
  programs,
  type Stage,
  until,
  untilState,
} from './stage/open-stage.ts';
import { scaled } from './stage/scale.ts';
import {
  effect,
  explain,
  failure,
  program,
  repeatable,
} from './stage/test-program.ts';

describe('asking to cancel', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const cancel = (engine: TaskEngine, taskId: string) =>
    transact(stage.database.db, (journal) =>
      engine.requestCancel(journal, taskId),
    );

  it('ends a task that has not started at once', async () => {
    const engine = stage.engine();
    const taskId = await stage.submit(engine);
    expect(await cancel(engine, taskId)).toBe('cancelled');
    const task = await stage.task(taskId);
    expect(task.state).toBe('cancelled');
    expect(await stage.changeState(task.change_id)).toBe('cancelled');
    expect((await stage.steps(taskId)).map(({ state }) => state)).toEqual([
      'skipped',
      'skipped',
      'skipped',
    ]);
    expect(await cancel(engine, taskId)).toBe('not_possible');
  });

  it('aborts a step before anything was sent, and sends nothing', async () => {
    const target = { effects: 0 };
    const gate = createGate();
    const engine = stage.engine(
      programs(
        program(
          repeatable('check', async (ctx) => {
            await gate.pass(ctx.signal);
            return {};
          }),
          effect(target),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, ['check', 'apply']);
    await gate.reached;
    expect(await cancel(engine, taskId)).toBe('requested');
    await untilState(stage, taskId, 'cancelled');
    expect(target.effects).toBe(0);
    expect(await stage.intents(taskId)).toEqual([]);
    await engine.stop();
  });

  it('is heard even when it comes just before the intent', async () => {
    const target = { effects: 0 };
    const gate = createGate();
    const engine = stage.engine({
      ...programs(program(effect(target))),
      failpoint: (name) =>
        name === 'task.apply.beforeIntent' ? gate.pass() : undefined,
    });
    await engine.start();
    const taskId = await stage.submit(engine, ['apply']);
    await gate.reached;
    expect(await cancel(engine, taskId)).toBe('requested');
    gate.open();
    await untilState(stage, taskId, 'cancelled');
    expect(target.effects).toBe(0);
    await engine.stop();
  });

  it('ends a task that waits for a later try at once', async () => {
    const engine = stage.engine(
      programs(
        program(
          repeatable('check', () =>
            Promise.reject(
              new TaskRetry({
                afterMs: 3_600_000,
                explanation: explain('Busy.'),
                giveUp: {
                  afterTries: 9,
                  failure: failure('Busy for too long.'),
                },
              }),
            ),
          ),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, ['check']);
    await until(
      () => stage.task(taskId),
      ({ due_at: dueAt }) => dueAt !== null,
    );
    expect(await cancel(engine, taskId)).toBe('cancelled');
    expect((await stage.task(taskId)).state).toBe('cancelled');
    await engine.stop();
  });

  it('is not possible once the change may have been sent and nothing waits for the target', async () => {
    const target = { effects: 0 };
    const gate = createGate();
    const engine = stage.engine(
      programs(
        program(
          effect(target, {
            send: async (ctx) => {
              await gate.pass(ctx.signal);
              target.effects += 1;
              return null;
            },
          }),
          repeatable('verify'),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, ['apply', 'verify']);
    await gate.reached;
    expect(await cancel(engine, taskId)).toBe('not_possible');
    gate.open();
    await untilState(stage, taskId, 'succeeded');
    await engine.stop();
  });

  it('lets the step that waits for the target take the change back there', async () => {
    const target = { effects: 0 };
    const gate = createGate();
    const engine = stage.engine(
      programs(
        program(
          effect(target),
          repeatable('await_upstream', async (ctx) => {
            gate.open();
            while (!ctx.isCancelRequested) await ctx.pause(60_000);
            expect(ctx.signal.aborted).toBe(false);
            target.effects -= 1;
            throw new TaskCancelled({
              explanation: explain('Taken back at the target.'),
            });
          }),
          repeatable('verify'),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, [
      'apply',
      'await_upstream',
      'verify',
    ]);
    await until(
      () => stage.task(taskId),
      ({ current_step: step }) => step === 'await_upstream',
    );
    expect(await cancel(engine, taskId)).toBe('requested');
    const task = await untilState(stage, taskId, 'cancelled');
    expect(task.explanation).toMatchObject({
      sentence: 'Taken back at the target.',
    });
    expect(target.effects).toBe(0);
    await engine.stop();
  });

  it('never ends cancelled what was sent, whenever it comes', async () => {
    const sent = new Set<string>();
    const engine = stage.engine(
      programs(
        program(
          repeatable('check'),
          effect(
            { effects: 0 },
            {
              send: (ctx) => {
                sent.add(ctx.task.id);
                return Promise.resolve(null);
              },
            },
          ),
          repeatable('verify'),
        ),
      ),
    );
    await engine.start();
    const rounds = scaled(500, 25);
    for (let round = 0; round < rounds; round += 1) {
      const taskId = await stage.submit(engine);
      await delay(round % 12);
      const answer = await cancel(engine, taskId);
      const task = await untilState(stage, taskId, 'succeeded', 'cancelled');
      expect(task.state === 'succeeded').toBe(sent.has(taskId));
      expect(answer === 'cancelled' && task.state !== 'cancelled').toBe(false);
    }
    await engine.stop();
  });
});
