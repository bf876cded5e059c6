import { changeOutline, taskDetail } from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  approve,
  decide,
  endOf,
  newProvider,
  submit,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, problemOf } from '../support/person.ts';
import { kindsTold, toldOf } from './told.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let helpdesk: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01', 'ontap-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
});
afterAll(() => console.stop());

const SECRET_WORD = `why-${randomUUID()}`;

const begin = () =>
  submit(admin, { ...newProvider(console), reason: SECRET_WORD });

async function follow(
  person: Person,
  { id }: { id: string },
  method: 'PUT' | 'DELETE' = 'PUT',
): Promise<void> {
  const answer = await person.call(method, `/api/changes/${id}/follow`);
  if (answer.status !== 204) throw new Error(answer.text);
}

async function isFollowing(person: Person, { id }: { id: string }) {
  const answer = await person.call('GET', `/api/changes/${id}`);
  return changeOutline.pick({ following: true }).parse(answer.body).following;
}

describe('somebody who follows a change', () => {
  it('is told in plain words that its task succeeded, and follows it no longer', async () => {
    const change = await begin();
    expect(await isFollowing(helpdesk, change)).toBe(false);
    await follow(helpdesk, change);
    await follow(helpdesk, change);
    expect(await isFollowing(helpdesk, change)).toBe(true);
    expect(await isFollowing(reviewer, change)).toBe(false);
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('succeeded');
    expect(await toldOf(helpdesk, change)).toMatchObject([
      {
        kind: 'followed',
        title: `${task.reference} of ${change.reference} succeeded: Create a native key provider on an ESX host on esx-01`,
        taskId: task.id,
        phrase: null,
        deadline: null,
        readAt: null,
      },
    ]);
    expect(await kindsTold(admin, change)).toEqual(['decided']);
    expect(await isFollowing(helpdesk, change)).toBe(false);
    const again = await helpdesk.call('PUT', `/api/tasks/${task.id}/follow`);
    expect(problemOf(again).code).toBe('invalid_state');
  });

  it('hears of a failure once, whether it concerns them anyhow or not', async () => {
    const change = await submit(admin, {
      operation: 'ontap.add-key-servers',
      connectionId: console.connectionId('ontap-01'),
      input: {
        keyManager: ONTAP_KEY_MANAGERS.finance,
        servers: [{ server: 'error-66060339.keyward.test' }],
      },
      reason: SECRET_WORD,
    });
    for (const person of [admin, reviewer, helpdesk]) {
      await follow(person, change);
    }
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('failed');
    expect(await kindsTold(admin, change)).toEqual(['failed', 'decided']);
    expect(await kindsTold(reviewer, change)).toEqual([
      'failed',
      'needs_decision (read)',
    ]);
    expect(await kindsTold(helpdesk, change)).toEqual(['followed']);
    const inbox = await helpdesk.call('GET', '/api/inbox');
    expect(inbox.text).toContain(`${change.reference} failed`);
    expect(inbox.text).not.toContain('66060339');
    expect(inbox.text).not.toContain(SECRET_WORD);
    expect(inbox.text).not.toContain(change.phrase);
  });

  it.each(['reject', 'withdraw'] as const)(
    'hears when a second person or its requester ends it: %s',
    async (how) => {
      const change = await begin();
      for (const person of [admin, reviewer, helpdesk]) {
        await follow(person, change);
      }
      const answer =
        how === 'reject'
          ? await decide(reviewer, 'reject', change)
          : await admin.call('POST', `/api/changes/${change.id}/withdraw`);
      expect(answer.status).toBe(200);
      expect(await kindsTold(helpdesk, change)).toEqual(['followed']);
      // Nobody is told of what they did themselves.
      expect(await kindsTold(admin, change)).toEqual(
        how === 'reject' ? ['decided'] : [],
      );
      expect(await kindsTold(reviewer, change)).toEqual(
        how === 'reject'
          ? ['needs_decision (read)']
          : ['followed', 'needs_decision (read)'],
      );
    },
  );

  it('hears nothing after they stopped, or lost their role or their account', async () => {
    const change = await begin();
    const gone = await console.person('reviewer');
    const idle = await console.person('reviewer');
    for (const person of [helpdesk, gone, idle]) await follow(person, change);
    await follow(helpdesk, change, 'DELETE');
    await follow(helpdesk, change, 'DELETE');
    await console.db
      .updateTable('person')
      .set({ disabled_at: new Date() })
      .where('id', '=', gone.id)
      .execute();
    await console.db
      .deleteFrom('person_role')
      .where('person_id', '=', idle.id)
      .execute();
    await endOf(admin, await approve(reviewer, change));
    const told = await console.db
      .selectFrom('notification')
      .select('person_id')
      .where('change_id', '=', change.id)
      .where('kind', '=', 'followed')
      .execute();
    expect(told).toEqual([]);
  });

  it('cannot follow what is not there', async () => {
    for (const place of ['changes', 'tasks']) {
      for (const method of ['PUT', 'DELETE']) {
        const answer = await helpdesk.call(
          method,
          `/api/${place}/${randomUUID()}/follow`,
        );
        expect(problemOf(answer).code).toBe('not_found');
      }
    }
  });
});

describe('how long a task is expected to take', () => {
  it('is said once five like it have succeeded, with as many as it is taken from', async () => {
    const before = await console.db
      .selectFrom('task')
      .select('id')
      .where('state', '=', 'succeeded')
      .execute();
    expect(before.length).toBeGreaterThanOrEqual(1);
    let task = await endOf(admin, await approve(reviewer, await begin()));
    for (let done = before.length + 1; done < 5; done += 1) {
      expect(task.expected).toBeNull();
      task = await endOf(admin, await approve(reviewer, await begin()));
    }
    const answer = await helpdesk.call('GET', `/api/tasks/${task.id}`);
    const seen = taskDetail.parse(answer.body);
    expect(seen.expected?.basis).toBe(5);
    expect(seen.expected?.seconds).toBeGreaterThanOrEqual(0);
    expect(seen.steps.map(({ key }) => key)).toContain('apply');
    for (const step of seen.steps) {
      expect(step.expectedSeconds === null).toBe(step.state === 'skipped');
    }
  });
});
