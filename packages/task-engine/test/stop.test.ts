import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expectSoundEvents } from './stage/expect-sound-events.ts';
import { createGate } from './stage/gate.ts';
import {
  openStage,
  programs,
  type Stage,
  untilState,
} from './stage/open-stage.ts';
import { effect, program, repeatable } from './stage/test-program.ts';

describe('stopping', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('parks a running step at once and gives the task back', async () => {
    const gate = createGate();
    const engine = stage.engine(
      programs(
        program(
          repeatable('check', async (ctx) => {
            await gate.pass(ctx.signal);
            return {};
          }),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, ['check']);
    await gate.reached;
    const from = performance.now();
    await engine.stop();
    expect(performance.now() - from).toBeLessThan(4_000);
    expect(await stage.task(taskId)).toMatchObject({
      state: 'running',
      lease_owner: null,
      lease_until: null,
    });
    expect((await stage.steps(taskId))[0]?.state).toBe('waiting');
    await drain(taskId);
  });

  it('lets a call that is on the wire come back and records its result', async () => {
    const target = { effects: 0 };
    const gate = createGate();
    const engine = stage.engine(
      programs(
        program(
          effect(target, {
            send: async (ctx) => {
              await gate.pass(ctx.signal);
              target.effects += 1;
              return 'sent';
            },
          }),
          repeatable('verify'),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, ['apply', 'verify']);
    await gate.reached;
    const stopped = engine.stop();
    gate.open();
    await stopped;
    expect(await stage.intents(taskId)).toMatchObject([
      { outcome: 'applied', result: 'sent' },
    ]);
    expect(await stage.task(taskId)).toMatchObject({
      state: 'running',
      lease_owner: null,
    });
    await drain(taskId);
    expect(target.effects).toBe(1);
  });

  it('takes no longer than it may, even when a step ignores it, and keeps that step from acting later', async () => {
    const gate = createGate();
    const late = Promise.withResolvers<unknown>();
    const engine = stage.engine({
      ...programs(
        program(
          repeatable('check', async (ctx) => {
            await gate.pass();
            late.resolve(await ctx.guard().catch((error: unknown) => error));
            return {};
          }),
        ),
      ),
      stopMs: 300,
    });
    await engine.start();
    const taskId = await stage.submit(engine, ['check']);
    await gate.reached;
    const from = performance.now();
    await engine.stop();
    expect(performance.now() - from).toBeLessThan(4_000);
    gate.open();
    expect(await late.promise).toMatchObject({ name: 'LeaseLost' });
    await stage.database.db
      .updateTable('task')
      .set({ lease_until: new Date(0) })
      .where('id', '=', taskId)
      .execute();
    await drain(taskId);
  });

  it('claims nothing more', async () => {
    const engine = stage.engine(programs(program(repeatable('check'))));
    await engine.start();
    await engine.stop();
    const taskId = await stage.submit(engine, ['check']);
    expect((await stage.task(taskId)).state).toBe('queued');
    await drain(taskId);
  });

  /** Another engine finishes what was left. */
  async function drain(taskId: string): Promise<void> {
    const next = stage.engine(
      programs(
        program(
          repeatable('check'),
          effect({ effects: 0 }),
          repeatable('verify'),
        ),
      ),
    );
    await next.start();
    await untilState(stage, taskId, 'succeeded');
    await next.stop();
    expectSoundEvents(await stage.events(taskId));
  }
});
