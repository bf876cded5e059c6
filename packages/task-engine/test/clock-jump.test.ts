import { tellFigure } from '@keyward/database/test-figures';
import { TaskRetry } from '@keyward/task-engine';
import { sql } from 'kysely';
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
  vi,
} from 'vitest';

import { expectSoundEvents } from './stage/expect-sound-events.ts';
import { createGate } from './stage/gate.ts';
import {
  openStage,
  programs,
  type Stage,
  until,
  untilState,
} from './stage/open-stage.ts';
import {
  effect,
  explain,
  failure,
  program,
  repeatable,
} from './stage/test-program.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const JUMPS: [string, number][] = [
  ['an hour forward', HOUR_MS],
  ['an hour back', -HOUR_MS],
  ['a day forward', DAY_MS],
  ['a day back', -DAY_MS],
];
const LEASE_MS = 2_000;
let passed = 0;

/** From here on this process's clock shows another time; nothing else does. */
function jump(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

describe('the clock of a process that runs a task jumps', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterEach(() => vi.useRealTimers());
  afterAll(async () => {
    await stage.close();
    tellFigure('F19 jumps that no lease and no delay noticed', passed, {
      least: 2 * JUMPS.length,
      of: 2 * JUMPS.length,
    });
  });

  it.each(JUMPS)(
    'and its lease neither ends nor grows: %s',
    async (_what, ms) => {
      const target = { effects: 0 };
      const gate = createGate();
      const steps = program(
        repeatable('check', async () => {
          await gate.pass();
          return {};
        }),
        effect(target),
        repeatable('verify'),
      );
      const times = { leaseMs: LEASE_MS, renewMs: 100, sweepMs: 50 };
      const engine = stage.engine({ ...programs(steps), ...times });
      const rival = stage.engine({ ...programs(steps), ...times });
      await engine.start();
      const taskId = await stage.submit(engine);
      await gate.reached;
      await rival.start();
      jump(ms);
      const before = (await stage.task(taskId)).lease_until;
      // Renewed by the jumped process, seen by its rival's sweeps.
      await until(
        () => stage.task(taskId),
        ({ lease_until: now }) => Number(now) > Number(before) + 300,
      );
      const { rows } = await sql<{ ms: number }>`
        select (extract(epoch from lease_until - clock_timestamp()) * 1000)::float8 as ms
        from task where id = ${taskId}`.execute(stage.database.db);
      expect(rows[0]?.ms).toBeGreaterThan(0);
      expect(rows[0]?.ms).toBeLessThanOrEqual(LEASE_MS);
      gate.open();
      expect((await untilState(stage, taskId, 'succeeded')).fence).toBe(1);
      expect(target.effects).toBe(1);
      expectSoundEvents(await stage.events(taskId));
      await Promise.all([engine.stop(), rival.stop()]);
      passed += 1;
    },
  );

  it.each(JUMPS)(
    'and a delayed try comes when the database says so: %s',
    async (_what, ms) => {
      const delayMs = 400;
      const tries: number[] = [];
      const engine = stage.engine({
        ...programs(
          program(
            repeatable('check', async (ctx) => {
              tries.push(performance.now());
              if (tries.length > 1) return {};
              // A wake-up that still waits stands for every later one.
              await forgetWakeUps(ctx.task.id);
              jump(ms);
              throw busy(delayMs);
            }),
          ),
        ),
        sweepMs: 50,
      });
      await engine.start();
      const taskId = await stage.submit(engine, ['check']);
      await until(
        () => stage.task(taskId),
        ({ due_at: due }) => due !== null,
      );
      const { rows } = await sql<{ seconds: number }>`
        select extract(epoch from max(start_after) - now())::float8 as seconds
        from pgboss.job where data ->> 'taskId' = ${taskId}`.execute(
        stage.database.db,
      );
      expect(Math.abs(rows[0]?.seconds ?? Infinity)).toBeLessThan(60);
      await untilState(stage, taskId, 'succeeded');
      const [first = 0, second = 0] = tries;
      expect(second - first).toBeGreaterThanOrEqual(delayMs);
      await engine.stop();
      passed += 1;
    },
  );

  async function forgetWakeUps(taskId: string): Promise<void> {
    await sql`delete from pgboss.job where data ->> 'taskId' = ${taskId}`.execute(
      stage.database.db,
    );
  }
});

function busy(afterMs: number): TaskRetry {
  return new TaskRetry({
    afterMs,
    explanation: explain('The target is busy.'),
    giveUp: { afterTries: 3, failure: failure('The target stayed busy.') },
  });
}
