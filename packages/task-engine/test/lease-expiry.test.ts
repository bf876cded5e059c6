import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { LeaseLost } from '@keyward/task-engine';
import { createGate } from './stage/gate.ts';
import {
  openStage,
  programs,
  type Stage,
  until,
  untilState,
} from './stage/open-stage.ts';
import { effect, program, repeatable } from './stage/test-program.ts';

describe('a lease', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('is renewed for as long as the step runs', async () => {
    const gate = createGate();
    const engine = stage.engine({
      ...programs(
        program(
          repeatable('check', async () => {
            await gate.pass();
            return {};
          }),
        ),
      ),
      leaseMs: 1_500,
      renewMs: 200,
    });
    const rival = stage.engine(programs(program()));
    await engine.start();
    const taskId = await stage.submit(engine, ['check']);
    await gate.reached;
    await rival.start();
    const before = (await stage.task(taskId)).lease_until;
    await until(
      () => stage.task(taskId),
      ({ lease_until: now }) => Number(now) - Number(before) > 2_000,
    );
    gate.open();
    expect((await untilState(stage, taskId, 'succeeded')).fence).toBe(1);
    await Promise.all([engine.stop(), rival.stop()]);
  });

  it('that runs out aborts the step, and nothing is sent or written under it any more', async () => {
    const target = { effects: 0 };
    const gate = createGate();
    const refused: unknown[] = [];
    const aborted = Promise.withResolvers<void>();
    const slow = stage.engine({
      ...programs(
        program(
          repeatable('check', async (ctx) => {
            // Its own process may claim it again; that claim is parked when it stops.
            if (ctx.fence > 1) await createGate().pass(ctx.signal);
            ctx.signal.addEventListener('abort', () => aborted.resolve());
            await gate.pass();
            await ctx.guard().catch((error: unknown) => refused.push(error));
            await ctx
              .note('late')
              .catch((error: unknown) => refused.push(error));
            return { result: 'late' };
          }),
          effect(target),
        ),
      ),
      leaseMs: 200,
      renewMs: 60_000,
    });
    const healthy = stage.engine(
      programs(
        program(
          repeatable('check', () => Promise.resolve({ result: 'fresh' })),
          effect(target),
        ),
      ),
    );
    await slow.start();
    const taskId = await stage.submit(slow, ['check', 'apply']);
    await gate.reached;
    await aborted.promise;
    await slow.stop();
    await healthy.start();
    await untilState(stage, taskId, 'succeeded');
    gate.open();
    await until(
      () => refused.length,
      (count) => count === 2,
    );
    expect(refused).toEqual([expect.any(LeaseLost), expect.any(LeaseLost)]);
    expect(target.effects).toBe(1);
    const [check] = await stage.steps(taskId);
    expect(check?.result).toBe('fresh');
    const texts = (await stage.events(taskId)).map(({ data }) =>
      JSON.stringify(data),
    );
    expect(texts.join()).not.toContain('late');
    await healthy.stop();
  });
});
