import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expectSoundEvents } from './stage/expect-sound-events.ts';
import { createGate } from './stage/gate.ts';
import {
  openStage,
  programs,
  type Stage,
  until,
  untilState,
} from './stage/open-stage.ts';
import { effect, program, repeatable } from './stage/test-program.ts';

describe('resuming a task', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('never runs a finished step again and hands its recorded result on', async () => {
    const gate = createGate();
    let checks = 0;
    let seen: unknown;
    const steps = program(
      repeatable('check', () => {
        checks += 1;
        return Promise.resolve({ result: { at: checks, left: undefined } });
      }),
      repeatable('verify', async (ctx) => {
        seen = ctx.result('check');
        if (ctx.fence === 1) await gate.pass(ctx.signal);
        return {};
      }),
    );
    const first = stage.engine(programs(steps));
    await first.start();
    const taskId = await stage.submit(first, ['check', 'verify']);
    await gate.reached;
    await first.stop();
    const second = stage.engine(programs(steps));
    await second.start();
    const task = await untilState(stage, taskId, 'succeeded');
    expect(task.fence).toBe(2);
    expect(checks).toBe(1);
    expect(seen).toEqual({ at: 1 });
    expectSoundEvents(await stage.events(taskId));
    await second.stop();
  });

  it('finds its tasks again after the process that held them died, without any wake-up', async () => {
    const engine = stage.engine(programs(program(repeatable('check'))));
    const taskId = await stage.submit(engine, ['check']);
    await stage.database.db
      .updateTable('task')
      .set({
        state: 'running',
        fence: 3,
        lease_owner: 'dead',
        lease_until: new Date(0),
      })
      .where('id', '=', taskId)
      .execute();
    await engine.start();
    const task = await untilState(stage, taskId, 'succeeded');
    expect(task.fence).toBe(4);
    const texts = (await stage.events(taskId)).map(({ data }) =>
      JSON.stringify(data),
    );
    expect(texts.join()).toContain('Taken up again after an interruption.');
    await engine.stop();
  });

  it('keeps the other tasks going when one cannot be started', async () => {
    const target = { effects: 0 };
    let poisoned = '';
    const engine = stage.engine({
      ...programs(program(effect(target))),
      hooks: {
        onStarted: (_journal, task) =>
          task.id === poisoned
            ? Promise.reject(new Error('no'))
            : Promise.resolve(),
        onEnded: () => Promise.resolve(),
      },
    });
    poisoned = await stage.submit(engine, ['apply']);
    const healthy = await stage.submit(engine, ['apply']);
    await engine.start();
    await untilState(stage, healthy, 'succeeded');
    expect((await stage.task(poisoned)).state).toBe('queued');
    await engine.stop();
    await stage.database.db
      .updateTable('task')
      .set({ state: 'failed' })
      .where('id', '=', poisoned)
      .execute();
  });

  it('gives up on a task without a program and says so', async () => {
    const engine = stage.engine({ sweepMs: 20 });
    await engine.start();
    const taskId = await stage.submit(engine, ['check']);
    await until(
      async () => {
        const { db } = stage.database;
        await db
          .updateTable('task')
          .set({ due_at: null })
          .where('id', '=', taskId)
          .execute();
        return stage.task(taskId);
      },
      ({ state }) => state === 'failed',
    );
    expect(await stage.task(taskId)).toMatchObject({
      failure_kind: 'internal',
      tries: 3,
    });
    await engine.stop();
  });
});
