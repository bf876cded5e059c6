import { transact } from '@keyward/database';
import {
  OutcomeUnknown,
  type TaskEngine,
  TaskFailure,
} from '@keyward/task-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expectSoundEvents } from './stage/expect-sound-events.ts';
import {
  openStage,
  programs,
  type Stage,
  untilState,
} from './stage/open-stage.ts';
import { effect, explain, program, repeatable } from './stage/test-program.ts';

describe('reconciling an unknown outcome', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const reconcile = (
    engine: TaskEngine,
    taskId: string,
    outcome: 'applied' | 'not_applied',
  ) =>
    transact(stage.database.db, (journal) =>
      engine.reconcile(journal, taskId, outcome, explain('A person looked.')),
    );

  async function unknownTask(verify = () => Promise.resolve({})) {
    const target = { effects: 0 };
    const engine = stage.engine(
      programs(
        program(
          effect(target, {
            send: () => {
              target.effects += 1;
              return Promise.reject(new Error('reset'));
            },
            findEffect: () =>
              Promise.resolve({ found: 'unknown', why: 'It cannot be told.' }),
          }),
          repeatable('await_upstream', () =>
            Promise.reject(
              new OutcomeUnknown({ explanation: explain('not here') }),
            ),
          ),
          repeatable('verify', verify),
        ),
      ),
    );
    await engine.start();
    const taskId = await stage.submit(engine, [
      'apply',
      'await_upstream',
      'verify',
    ]);
    await untilState(stage, taskId, 'outcome_unknown');
    return { engine, taskId, target };
  }

  it('as applied runs the verification, and nothing is sent again', async () => {
    const { engine, taskId, target } = await unknownTask();
    expect(await reconcile(engine, taskId, 'applied')).toBe('verifying');
    const task = await untilState(stage, taskId, 'succeeded');
    expect(task.explanation).toBeNull();
    expect(target.effects).toBe(1);
    expect((await stage.steps(taskId)).map(({ state }) => state)).toEqual([
      'done',
      'skipped',
      'done',
    ]);
    expect(await stage.intents(taskId)).toMatchObject([{ outcome: 'applied' }]);
    expect(await stage.changeState(task.change_id)).toBe('succeeded');
    expectSoundEvents(await stage.events(taskId));
    await engine.stop();
  });

  it('as applied fails when the verification contradicts the person', async () => {
    const { engine, taskId } = await unknownTask(() =>
      Promise.reject(
        new TaskFailure({
          kind: 'verify',
          explanation: explain('It is not there.'),
        }),
      ),
    );
    await reconcile(engine, taskId, 'applied');
    expect(await untilState(stage, taskId, 'failed')).toMatchObject({
      failure_kind: 'verify',
    });
    await engine.stop();
  });

  it('as not applied ends the task failed with the explanation, once', async () => {
    const { engine, taskId } = await unknownTask();
    expect(await reconcile(engine, taskId, 'not_applied')).toBe('failed');
    expect(await stage.task(taskId)).toMatchObject({
      state: 'failed',
      failure_kind: 'reconciled',
      explanation: { sentence: 'A person looked.' },
    });
    expect(await reconcile(engine, taskId, 'applied')).toBe('not_possible');
    expectSoundEvents(await stage.events(taskId));
    await engine.stop();
  });

  it('is not possible for any other state', async () => {
    const engine = stage.engine();
    const taskId = await stage.submit(engine);
    expect(await reconcile(engine, taskId, 'not_applied')).toBe('not_possible');
    await engine.stop();
  });
});
