import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  openStage,
  programs,
  type Stage,
  untilState,
} from './stage/open-stage.ts';
import { effect, program, repeatable } from './stage/test-program.ts';

describe('a task that meets no trouble', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('runs its steps in order, records their results and ends verified', async () => {
    const target = { effects: 0 };
    const seen: unknown[] = [];
    const engine = stage.engine(
      programs(
        program(
          repeatable('check', () => Promise.resolve({ result: { free: 2 } })),
          effect(target),
          repeatable('verify', (ctx) => {
            seen.push(ctx.result('check'), ctx.result('apply'));
            const verification = {
              level: 'full' as const,
              proved: ['two servers'],
              notProved: [],
            };
            return Promise.resolve({
              verification,
              upstreamResult: 'server-2',
            });
          }),
        ),
      ),
    );
    await engine.start();
    const task = await untilState(
      stage,
      await stage.submit(engine),
      'succeeded',
    );

    expect(target.effects).toBe(1);
    expect(seen).toEqual([{ free: 2 }, { effects: 1 }]);
    expect(task).toMatchObject({
      fence: 1,
      lease_owner: null,
      upstream_result: 'server-2',
      verification: { level: 'full' },
    });
    expect(await stage.changeState(task.change_id)).toBe('succeeded');
    const steps = await stage.steps(task.id);
    expect(
      steps.map(({ key, state, attempts }) => [key, state, attempts]),
    ).toEqual([
      ['check', 'done', 1],
      ['apply', 'done', 1],
      ['verify', 'done', 1],
    ]);
    expect(await stage.intents(task.id)).toMatchObject([
      { attempt: 1, fence: 1, outcome: 'applied', result: { effects: 1 } },
    ]);
  });
});
