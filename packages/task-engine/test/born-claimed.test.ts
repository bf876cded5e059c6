import { transact } from '@keyward/database';
import { TaskRetry } from '@keyward/task-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expectSoundEvents } from './stage/expect-sound-events.ts';
import {
  openStage,
  programs,
  type Stage,
  untilState,
} from './stage/open-stage.ts';
import {
  effect,
  explain,
  failure,
  program,
  repeatable,
} from './stage/test-program.ts';

describe('a task born claimed', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('is sent by the process that wrote it, without a second intent', async () => {
    const target = { effects: 0 };
    const engine = stage.engine();
    await engine.start();
    const task = await stage.newTask(['apply', 'verify']);
    const { fence } = await transact(stage.database.db, (journal) =>
      engine.createClaimedTask(journal, task, 'at_effect'),
    );
    expect(await stage.changeState(task.changeId)).toBe('running');
    expect(await stage.intents(task.id)).toMatchObject([
      { attempt: 1, fence, outcome: null },
    ]);
    await engine.runClaimed(
      task.id,
      fence,
      program(
        effect(target, {
          findEffect: () => Promise.reject(new Error('must not be asked')),
        }),
        repeatable('verify'),
      ),
    );
    expect((await stage.task(task.id)).state).toBe('succeeded');
    expect(target.effects).toBe(1);
    expect(await stage.intents(task.id)).toMatchObject([
      { attempt: 1, outcome: 'applied' },
    ]);
    expectSoundEvents(await stage.events(task.id));
    await engine.stop();
  });

  it('runs from its first step where it was born, and commits its own intent', async () => {
    const target = { effects: 0 };
    const engine = stage.engine();
    await engine.start();
    const task = await stage.newTask();
    const { fence } = await transact(stage.database.db, (journal) =>
      engine.createClaimedTask(journal, task, 'at_first_step'),
    );
    expect(await stage.changeState(task.changeId)).toBe('running');
    expect(await stage.intents(task.id)).toEqual([]);
    const ran: string[] = [];
    await engine.runClaimed(
      task.id,
      fence,
      program(
        repeatable('check', (ctx) => {
          ran.push(`check ${String(ctx.attempt)}`);
          return ctx.attempt === 1
            ? Promise.reject(
                new TaskRetry({
                  afterMs: 10,
                  explanation: explain('Not yet.'),
                  giveUp: { afterTries: 3, failure: failure('Never.') },
                }),
              )
            : Promise.resolve({});
        }),
        effect(target),
        repeatable('verify'),
      ),
    );
    // A delayed try stays here too: nobody else has what this process holds.
    expect(ran).toEqual(['check 1', 'check 2']);
    expect(await stage.task(task.id)).toMatchObject({
      state: 'succeeded',
      fence: 1,
    });
    expect(target.effects).toBe(1);
    expect(await stage.intents(task.id)).toMatchObject([
      { attempt: 1, fence, outcome: 'applied' },
    ]);
    expectSoundEvents(await stage.events(task.id));
    await engine.stop();
  });

  it('waits in its own process when the call never left', async () => {
    const target = { effects: 0 };
    let calls = 0;
    const engine = stage.engine({ notSentDelaysMs: [10, 10, 10] });
    await engine.start();
    const task = await stage.newTask(['apply']);
    const { fence } = await transact(stage.database.db, (journal) =>
      engine.createClaimedTask(journal, task, 'at_effect'),
    );
    await engine.runClaimed(
      task.id,
      fence,
      program(
        effect(target, {
          send: () => {
            calls += 1;
            if (calls < 3) return Promise.reject(new Error('refused'));
            target.effects += 1;
            return Promise.resolve(null);
          },
          proof: () => 'retry_not_sent',
        }),
      ),
    );
    expect(await stage.task(task.id)).toMatchObject({
      state: 'succeeded',
      fence: 1,
    });
    expect(target.effects).toBe(1);
    await engine.stop();
  });

  it('ends with an unknown outcome when its process died, because nobody else has its secrets', async () => {
    const target = { effects: 0 };
    const dead = stage.engine({ leaseMs: 50 });
    const task = await stage.newTask(['apply', 'verify']);
    const { fence } = await transact(stage.database.db, (journal) =>
      dead.createClaimedTask(journal, task, 'at_effect'),
    );
    const engine = stage.engine(
      programs(
        program(
          effect(target, {
            findEffect: () =>
              Promise.resolve({
                found: 'unknown',
                why: 'The tokens are gone.',
              }),
          }),
        ),
      ),
    );
    await engine.start();
    await untilState(stage, task.id, 'outcome_unknown');
    await dead.runClaimed(task.id, fence, program(effect(target)));
    expect(target.effects).toBe(0);
    await engine.stop();
  });
});
