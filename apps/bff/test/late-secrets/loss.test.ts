import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';

import { endOf, look, readChange, taskWhen } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, problemOf } from '../support/person.ts';
import { targetAnswersAgain } from '../support/target-answers.ts';
import { waitFor } from '../support/wait-for.ts';
import { awaitingKey, supply } from './late-changes.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['vc-ta'],
    taskSeconds: 0.1,
  });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());

/** As if the process that runs the task had been killed and its lease had run out: whoever claims it next has no key. */
async function loseProcess(taskId: string): Promise<void> {
  await console.db
    .updateTable('task')
    .set({
      lease_owner: 'a process that was killed',
      lease_until: sql<Date>`clock_timestamp() - interval '1 second'`,
    })
    .where('id', '=', taskId)
    .execute();
}

/** A supplied change whose task is held by faults of the target. */
async function supplied(fault: string, method: string) {
  const { change, keys } = await awaitingKey(console, {
    requester: admin,
    approver: reviewer,
  });
  await console.control('vc-ta').fault(fault, { times: 500, method });
  const running = readChange(await supply(admin, change, keys.privateKey));
  return { change, taskId: running.taskId ?? '' };
}

async function updates(): Promise<number> {
  const effects = await console.control('vc-ta').effects();
  return effects.filter(
    ({ operation }) => operation === 'client-certificate.update',
  ).length;
}

describe('a key whose process is lost', () => {
  it('before anything was sent ends the task honestly, and is not tried again without it', async () => {
    const before = await updates();
    const { change, taskId } = await supplied('reset_before_work', 'GET');
    await taskWhen(admin, taskId, (task) =>
      task.events.some((each) => each.text.includes('Trying again')),
    );
    const retry = await admin.call('POST', `/api/tasks/${taskId}/retry`);
    expect(problemOf(retry).code).toBe('invalid_state');
    await loseProcess(taskId);
    const task = await endOf(admin, { taskId });
    await targetAnswersAgain(console, admin, 'vc-ta');
    expect(task).toMatchObject({
      state: 'failed',
      failureKind: 'secret_lost',
      explanation: {
        code: 'secret_lost',
        sentence: expect.stringContaining(
          'Nothing was changed at the target.',
        ) as unknown,
      },
    });
    expect(task.actions['retry']?.allowed).toBe(false);
    expect(await updates()).toBeLessThanOrEqual(before);
    expect((await look(admin, change.id)).state).toBe('failed');
  });

  it('after the intent is looked for at the target, and not sent again without it', async () => {
    const before = await updates();
    const { taskId } = await supplied('hang', 'PATCH');
    await waitFor('the intent', async () => {
      const intents = await console.db
        .selectFrom('task_intent')
        .select('attempt')
        .where('task_id', '=', taskId)
        .execute();
      return intents.length === 1;
    });
    await loseProcess(taskId);
    const task = await endOf(admin, { taskId });
    await targetAnswersAgain(console, admin, 'vc-ta');
    expect(task).toMatchObject({ state: 'failed', failureKind: 'secret_lost' });
    expect(await updates()).toBe(before);
  });

  it('after the target took it is found there, and the change succeeds', async () => {
    const { change, taskId } = await supplied('delay:4000', 'PATCH');
    await waitFor('the call', async () => {
      const intents = await console.db
        .selectFrom('task_intent')
        .select('attempt')
        .where('task_id', '=', taskId)
        .execute();
      return intents.length === 1;
    });
    const started = await updates();
    await waitFor('the effect', async () => (await updates()) > started);
    await loseProcess(taskId);
    const task = await endOf(admin, { taskId });
    await targetAnswersAgain(console, admin, 'vc-ta');
    expect(task.state).toBe('succeeded');
    expect((await look(admin, change.id)).state).toBe('succeeded');
  });
});
