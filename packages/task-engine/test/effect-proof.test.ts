import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  openStage,
  programs,
  type Stage,
  storyOf,
  untilState,
} from './stage/open-stage.ts';
import { effect, failure, program, repeatable } from './stage/test-program.ts';

const ENDS = ['succeeded', 'failed', 'cancelled', 'outcome_unknown'];

describe('an answer that is no success', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  async function run(step: ReturnType<typeof effect>) {
    const engine = stage.engine({
      ...programs(program(step, repeatable('verify'))),
      notSentDelaysMs: [5, 5, 5],
    });
    await engine.start();
    const taskId = await stage.submit(engine, ['apply', 'verify']);
    const task = await untilState(stage, taskId, ...ENDS);
    await engine.stop();
    const outcomes = (await stage.intents(taskId)).map(
      ({ outcome }) => outcome,
    );
    return { task, outcomes };
  }

  it('ends with the refusal when it proves that nothing happened', async () => {
    const target = { effects: 0 };
    const { task, outcomes } = await run(
      effect(target, {
        send: () => Promise.reject(failure('The cluster does not exist.')),
        proof: () => 'nothing_happened',
        findEffect: () => Promise.reject(new Error('must not be asked')),
      }),
    );
    expect(task).toMatchObject({
      state: 'failed',
      failure_kind: 'refused',
      explanation: { sentence: 'The cluster does not exist.' },
    });
    expect(outcomes).toEqual(['refused']);
  });

  it('goes on when the change is found at the target', async () => {
    const target = { effects: 0 };
    const { task, outcomes } = await run(
      effect(target, {
        send: () => {
          target.effects += 1;
          return Promise.reject(new Error('reset in the body'));
        },
      }),
    );
    expect(task.state).toBe('succeeded');
    expect(target.effects).toBe(1);
    expect(outcomes).toEqual(['applied']);
  });

  it('sends once more, and no more than that, when the change is found absent', async () => {
    let sendings = 0;
    const { task, outcomes } = await run(
      effect(
        { effects: 0 },
        {
          send: () => {
            sendings += 1;
            return Promise.reject(new Error('reset'));
          },
        },
      ),
    );
    expect(sendings).toBe(2);
    expect(task).toMatchObject({
      state: 'failed',
      failure_kind: 'upstream_failed',
    });
    expect(outcomes).toEqual(['not_applied', 'not_applied']);
  });

  it('believes that the change is absent only when it was looked for twice', async () => {
    let looks = 0;
    const target = { effects: 0 };
    const { task, outcomes } = await run(
      effect(target, {
        send: () => Promise.reject(new Error('reset')),
        findEffect: () => {
          looks += 1;
          return Promise.resolve(
            looks === 1
              ? { found: 'not_applied' }
              : { found: 'applied', result: 1 },
          );
        },
      }),
    );
    expect(task.state).toBe('succeeded');
    expect(looks).toBe(2);
    expect(outcomes).toEqual(['applied']);
  });

  it('is looked for again when the target could not be read, and nobody is told that it was sent again', async () => {
    let looks = 0;
    const { task, outcomes } = await run(
      effect(
        { effects: 0 },
        {
          send: () => Promise.reject(new Error('reset')),
          findEffect: () => {
            looks += 1;
            return looks === 1
              ? Promise.reject(new Error('reset'))
              : Promise.resolve({ found: 'applied', result: 1 });
          },
        },
      ),
    );
    expect(task.state).toBe('succeeded');
    expect(outcomes).toEqual(['applied']);
    const story = storyOf(await stage.events(task.id));
    const sent = story.indexOf('Sending the change to the target.');
    expect(story.slice(sent, sent + 3)).toEqual([
      'Sending the change to the target.',
      'The target could not be read to see whether the change was made. Trying again in 2 seconds.',
      'Looking whether the target has the change.',
    ]);
  });

  it("does not send again after a vendor's error, even when the change is found absent", async () => {
    let sendings = 0;
    const { task, outcomes } = await run(
      effect(
        { effects: 0 },
        {
          send: () => {
            sendings += 1;
            return Promise.reject(failure('An unspecified error.'));
          },
        },
      ),
    );
    expect(sendings).toBe(1);
    expect(task).toMatchObject({
      state: 'failed',
      explanation: { sentence: 'An unspecified error.' },
    });
    expect(outcomes).toEqual(['not_applied']);
  });

  it("remembers a vendor's error over a restart", async () => {
    let sendings = 0;
    const step = effect(
      { effects: 0 },
      {
        send: () => {
          sendings += 1;
          return Promise.reject(failure('An unspecified error.'));
        },
      },
    );
    const reached = Promise.withResolvers<void>();
    const blocked = Promise.withResolvers<void>();
    const first = stage.engine({
      ...programs(program(step)),
      leaseMs: 200,
      renewMs: 60_000,
      failpoint: async (name) => {
        if (name !== 'task.apply.beforeFind') return;
        reached.resolve();
        await blocked.promise;
      },
    });
    await first.start();
    const taskId = await stage.submit(first, ['apply']);
    await reached.promise;
    const second = stage.engine(programs(program(step)));
    await second.start();
    const task = await untilState(stage, taskId, ...ENDS);
    blocked.resolve();
    expect(sendings).toBe(1);
    expect(task).toMatchObject({
      state: 'failed',
      explanation: { sentence: 'An unspecified error.' },
    });
    await Promise.all([first.stop(), second.stop()]);
  });

  it('leaves to a person what the target cannot tell', async () => {
    const { task, outcomes } = await run(
      effect(
        { effects: 0 },
        {
          send: () => Promise.reject(new Error('reset')),
          findEffect: () =>
            Promise.resolve({
              found: 'unknown',
              why: 'The secret cannot be compared.',
            }),
        },
      ),
    );
    expect(task).toMatchObject({
      state: 'outcome_unknown',
      failure_kind: null,
      explanation: { sentence: 'The secret cannot be compared.' },
      ended_at: null,
    });
    expect(outcomes).toEqual(['unknown']);
    expect(await stage.changeState(task.change_id)).toBe('outcome_unknown');
  });

  it('tries a call that never left four times, then ends unreachable', async () => {
    let calls = 0;
    const { task, outcomes } = await run(
      effect(
        { effects: 0 },
        {
          send: () => {
            calls += 1;
            return Promise.reject(new Error('connect refused'));
          },
          proof: () => 'retry_not_sent',
          findEffect: () => Promise.reject(new Error('must not be asked')),
        },
      ),
    );
    expect(calls).toBe(4);
    expect(task).toMatchObject({
      state: 'failed',
      failure_kind: 'unreachable',
    });
    expect(outcomes).toEqual(['not_sent', 'not_sent', 'not_sent', 'not_sent']);
  });
});
