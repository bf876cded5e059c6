import { transact } from '@keyward/database';
import { type TaskEngine, TaskRetry } from '@keyward/task-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

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

describe('trying again', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const retry = (engine: TaskEngine, taskId: string) =>
    transact(stage.database.db, (journal) => engine.retry(journal, taskId));

  function busy(afterMs: number): TaskRetry {
    return new TaskRetry({
      afterMs,
      explanation: explain('The target is busy.'),
      giveUp: { afterTries: 3, failure: failure('The target stayed busy.') },
    });
  }

  it('repeats the step after its delay, says so, and goes on', async () => {
    let tries = 0;
    const engine = stage.engine(
      programs(
        program(
          repeatable('check', () => {
            tries += 1;
            return tries < 3 ? Promise.reject(busy(30)) : Promise.resolve({});
          }),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, ['check']);
    const task = await untilState(stage, taskId, 'succeeded');
    expect(task.tries).toBe(0);
    expect((await stage.steps(taskId))[0]?.attempts).toBe(3);
    const texts = (await stage.events(taskId)).map(({ data }) =>
      JSON.stringify(data),
    );
    expect(texts.join()).toContain(
      'The target is busy. Trying again in 1 second.',
    );
    await engine.stop();
  });

  it('gives up with the failure it was told', async () => {
    let tries = 0;
    const engine = stage.engine(
      programs(
        program(
          repeatable('check', () => {
            tries += 1;
            return Promise.reject(busy(5));
          }),
        ),
      ),
    );
    await engine.start();
    const task = await untilState(
      stage,
      await stage.submit(engine, ['check']),
      'failed',
    );
    expect(tries).toBe(3);
    expect(task.explanation).toMatchObject({
      sentence: 'The target stayed busy.',
    });
    await engine.stop();
  });

  it('starts a delayed try now when a person asks', async () => {
    let tries = 0;
    const engine = stage.engine(
      programs(
        program(
          repeatable('check', () => {
            tries += 1;
            return tries === 1
              ? Promise.reject(busy(3_600_000))
              : Promise.resolve({});
          }),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, ['check']);
    await until(
      () => stage.task(taskId),
      ({ due_at: dueAt }) => dueAt !== null,
    );
    expect(await retry(engine, taskId)).toBe('queued');
    await untilState(stage, taskId, 'succeeded');
    expect(await retry(engine, taskId)).toBe('not_possible');
    await engine.stop();
  });

  it('is not for a person to ask while the task runs or once something may have been sent', async () => {
    const gate = createGate();
    const engine = stage.engine(
      programs(
        program(
          effect(
            { effects: 0 },
            {
              send: async (ctx) => {
                await gate.pass(ctx.signal);
                return null;
              },
            },
          ),
          repeatable('verify', (ctx) =>
            ctx.attempt === 1
              ? Promise.reject(busy(3_600_000))
              : Promise.resolve({}),
          ),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, ['apply', 'verify']);
    await gate.reached;
    expect(await retry(engine, taskId)).toBe('not_possible');
    gate.open();
    await until(
      () => stage.task(taskId),
      ({ due_at: dueAt }) => dueAt !== null,
    );
    expect(await retry(engine, taskId)).toBe('not_possible');
    await engine.stop();
  });

  it('ends a step at its deadline, before anything was sent as unreachable', async () => {
    const engine = stage.engine(
      programs(
        program({
          ...repeatable('check', (ctx) =>
            createGate()
              .pass(ctx.signal)
              .then(() => ({})),
          ),
          deadlineMs: 40,
        }),
      ),
    );
    await engine.start();
    const task = await untilState(
      stage,
      await stage.submit(engine, ['check']),
      'failed',
    );
    expect(task).toMatchObject({
      failure_kind: 'unreachable',
      explanation: { code: 'deadline' },
    });
    await engine.stop();
  });

  it('ends a step at its deadline, after the change was sent as unknown', async () => {
    const engine = stage.engine(
      programs(
        program(effect({ effects: 0 }), {
          ...repeatable('await_upstream', (ctx) =>
            createGate()
              .pass(ctx.signal)
              .then(() => ({})),
          ),
          deadlineMs: 40,
        }),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, ['apply', 'await_upstream']);
    const task = await untilState(stage, taskId, 'outcome_unknown');
    expect(task.explanation).toMatchObject({ code: 'deadline' });
    await engine.stop();
  });
});
