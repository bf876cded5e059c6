import { tellFigure } from '@keyward/database/test-figures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expectSoundEvents } from './stage/expect-sound-events.ts';
import { openStage, programs, type Stage, until } from './stage/open-stage.ts';
import { scaled } from './stage/scale.ts';
import { effect, program, repeatable } from './stage/test-program.ts';

const WORKERS = 4;

describe('several workers on one queue', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('run every task exactly once', async () => {
    const effects = new Map<string, number>();
    const steps = program(
      repeatable('check'),
      effect(
        { effects: 0 },
        {
          send: (ctx) => {
            effects.set(ctx.task.id, (effects.get(ctx.task.id) ?? 0) + 1);
            return Promise.resolve(null);
          },
        },
      ),
      repeatable('verify'),
    );
    const engines = Array.from({ length: WORKERS }, () =>
      stage.engine(programs(steps)),
    );
    for (const engine of engines) await engine.start();
    const taskIds: string[] = [];
    const total = scaled(2_000, 40);
    for (let n = 0; n < total; n += 1) {
      const engine = engines[n % WORKERS];
      if (engine !== undefined) taskIds.push(await stage.submit(engine));
    }
    await until(
      () =>
        stage.database.db
          .selectFrom('task')
          .select(['id', 'fence', 'lease_owner'])
          .where('state', '<>', 'succeeded')
          .execute(),
      (unfinished) => unfinished.length === 0,
    );
    const twice = [...effects.values()].filter((count) => count !== 1);
    tellFigure('F17 tasks run once', effects.size - twice.length, {
      least: total,
      of: total,
      note: `${String(WORKERS)} workers`,
    });
    expect(twice).toEqual([]);
    expect(effects.size).toBe(total);
    const tasks = await stage.database.db
      .selectFrom('task')
      .select('fence')
      .execute();
    expect(tasks.filter(({ fence }) => fence !== 1)).toEqual([]);
    for (const taskId of taskIds) expectSoundEvents(await stage.events(taskId));
  }, 120_000);
});
