import { type Tables } from '@keyward/database';
import type { StepContext } from '@keyward/task-engine';
import type { Updateable } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createGate } from './stage/gate.ts';
import { openStage, programs, type Stage, until } from './stage/open-stage.ts';
import { effect, program, repeatable } from './stage/test-program.ts';

const IN_AN_HOUR = (): Date => new Date(Date.now() + 3_600_000);

/** What another process, a stop or a person may have done to the task meanwhile. */
const SUPERSEDED: [string, () => Updateable<Tables['task']>][] = [
  [
    'another process claimed the task',
    () => ({ fence: 2, lease_owner: 'other', lease_until: IN_AN_HOUR() }),
  ],
  [
    'its own process claimed it again',
    () => ({ fence: 2, lease_until: IN_AN_HOUR() }),
  ],
  [
    'the task was given back',
    () => ({ lease_owner: null, lease_until: null, due_at: IN_AN_HOUR() }),
  ],
  ['the task has ended', () => ({ state: 'cancelled' })],
];

describe('a claim that no longer holds, though its process has not noticed', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const attempts: [string, (ctx: StepContext) => Promise<unknown>][] = [
    ['guard', (ctx) => ctx.guard()],
    ['note', (ctx) => ctx.note('late')],
    ['upstreamTask', (ctx) => ctx.upstreamTask('late')],
  ];

  it.each(SUPERSEDED)(
    'can neither write nor pass its guard: %s',
    async (_why, change) => {
      const target = { effects: 0 };
      const answers = new Map<string, unknown>();
      for (const [name, attempt] of attempts) {
        const gate = createGate();
        const settled = Promise.withResolvers<void>();
        const engine = stage.engine({
          ...programs(
            program(
              repeatable('check', async (ctx) => {
                await gate.pass();
                const answer = await attempt(ctx).catch(
                  (error: unknown) => error,
                );
                answers.set(name, answer);
                settled.resolve();
                return { result: 'late' };
              }),
              effect(target),
            ),
          ),
          renewMs: 60_000,
        });
        await engine.start();
        const taskId = await stage.submit(engine, ['check', 'apply']);
        await gate.reached;
        await stage.database.db
          .updateTable('task')
          .set(change())
          .where('id', '=', taskId)
          .execute();
        const before = await stage.task(taskId);
        gate.open();
        await settled.promise;
        await engine.stop();
        expect(await stage.task(taskId)).toEqual(before);
        expect((await stage.steps(taskId))[0]).toMatchObject({
          state: 'running',
          result: null,
        });
      }
      for (const [name] of attempts) {
        expect(answers.get(name)).toMatchObject({ name: 'LeaseLost' });
      }
      expect(target.effects).toBe(0);
    },
  );

  it('cannot send what it committed the intent for', async () => {
    const target = { effects: 0 };
    const gate = createGate();
    const engine = stage.engine({
      ...programs(program(effect(target))),
      failpoint: (name) =>
        name === 'task.apply.afterIntent' ? gate.pass() : undefined,
      renewMs: 60_000,
    });
    await engine.start();
    const taskId = await stage.submit(engine, ['apply']);
    await gate.reached;
    await stage.database.db
      .updateTable('task')
      .set({ fence: 2, lease_owner: 'other', lease_until: IN_AN_HOUR() })
      .where('id', '=', taskId)
      .execute();
    gate.open();
    await engine.stop();
    expect(target.effects).toBe(0);
    expect(await stage.intents(taskId)).toMatchObject([
      { fence: 1, outcome: null },
    ]);
  });

  it('writes no progress either', async () => {
    const gate = createGate();
    const engine = stage.engine({
      ...programs(
        program(
          repeatable('check', async (ctx) => {
            await gate.pass();
            ctx.progress({ total: 9, completed: 9, message: 'late' });
            await ctx.pause(100);
            return {};
          }),
        ),
      ),
      renewMs: 60_000,
    });
    await engine.start();
    const taskId = await stage.submit(engine, ['check']);
    await gate.reached;
    await stage.database.db
      .updateTable('task')
      .set({ fence: 2, lease_owner: 'other', lease_until: IN_AN_HOUR() })
      .where('id', '=', taskId)
      .execute();
    const before = await until(
      () => stage.task(taskId),
      ({ fence }) => fence === 2,
    );
    gate.open();
    await engine.stop();
    expect(await stage.task(taskId)).toEqual(before);
  });
});
