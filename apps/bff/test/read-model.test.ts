import {
  changeDetail,
  changeOutline,
  changePage,
  taskDetail,
} from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { approve, endOf, look, submit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf } from './support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let helpdesk: Person;
let nobody: Person;

/** Words of the input, the target and the vendor that only those who read changes in full may see. */
const SERVER = `kms-${randomUUID()}.corp.example`;
const REASON = `Because of ${randomUUID()}`;
const USER = `kmip-${randomUUID()}`;

let done: { change: string; task: string };
let refused: { change: string; task: string };

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['ontap-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
  nobody = await console.person();
  done = await runTo('succeeded', SERVER);
  refused = await runTo('failed', 'error-66060339.keyward.test');
});
afterAll(() => console.stop());

async function runTo(
  state: string,
  server: string,
): Promise<{ change: string; task: string }> {
  const change = await submit(admin, {
    operation: 'ontap.add-key-servers',
    connectionId: console.connectionId('ontap-01'),
    input: {
      keyManager: ONTAP_KEY_MANAGERS.finance,
      servers: [{ server, username: USER, password: 'not to be seen' }],
    },
    reason: REASON,
    ticket: 'INC-4711',
  });
  const approved = await approve(reviewer, change);
  expect((await endOf(admin, approved)).state).toBe(state);
  return { change: change.id, task: approved.taskId ?? '' };
}

describe('a change as the helpdesk reads it', () => {
  it('is an outline with exactly the members of the allow-list', async () => {
    const answer = await helpdesk.call('GET', `/api/changes/${done.change}`);
    const outline = changeOutline.strict().parse(answer.body);
    const members = Object.keys(
      z.record(z.string(), z.unknown()).parse(answer.body),
    );
    expect(members.sort()).toEqual(Object.keys(changeOutline.shape).sort());
    expect(outline).toMatchObject({
      state: 'succeeded',
      ticket: 'INC-4711',
      requester: { username: 'admin' },
      target: { type: 'connection', connection: { name: 'ontap-01' } },
    });
  });

  it('holds nothing of input, plan, facts, address or reason, nested or not', async () => {
    const { host, port } = console.estate.simulators[0] ?? {};
    for (const path of [
      `/api/changes/${done.change}`,
      `/api/changes/${refused.change}`,
      '/api/changes',
      `/api/tasks/${done.task}`,
      `/api/tasks/${refused.task}`,
      '/api/tasks',
      '/api/connections',
      '/api/operations',
    ]) {
      const { status, text } = await helpdesk.call('GET', path);
      expect(status).toBe(200);
      for (const word of [
        SERVER,
        USER,
        REASON,
        ONTAP_KEY_MANAGERS.finance,
        'error-66060339',
        String(port),
        String(host),
        '"input"',
        '"plan"',
        '"request"',
        '"guard"',
        '"frozenTarget"',
        '"digest"',
        '"nonce"',
        '$secret',
        '/api/security/',
      ]) {
        expect(text, `${path} shows ${word}`).not.toContain(word);
      }
    }
  });

  it('is the full change for those who decide or submit', async () => {
    for (const person of [admin, reviewer]) {
      const answer = await person.call('GET', `/api/changes/${done.change}`);
      const full = changeDetail.parse(answer.body);
      expect(JSON.stringify(full.plan)).toContain(SERVER);
      expect(full.reason).toBe(REASON);
      expect(full.phrase.split(' ')).toHaveLength(4);
    }
  });

  it('is closed to somebody without a role', async () => {
    for (const path of [
      `/api/changes/${done.change}`,
      '/api/changes',
      `/api/tasks/${done.task}`,
      '/api/tasks',
      '/api/connections',
      '/api/operations',
      '/api/events',
    ]) {
      const answer = await nobody.call('GET', path);
      expect(problemOf(answer).code).toBe('forbidden');
    }
  });

  it('lists the same outline for everybody', async () => {
    const [mine, theirs] = [
      changePage.parse((await admin.call('GET', '/api/changes')).body),
      changePage.parse((await helpdesk.call('GET', '/api/changes')).body),
    ];
    expect(theirs.items).toEqual(mine.items);
  });
});

describe('a task as the helpdesk reads it', () => {
  it('says in plain words what failed, without the vendor’s own', async () => {
    const answer = await helpdesk.call('GET', `/api/tasks/${refused.task}`);
    const task = taskDetail.parse(answer.body);
    expect(task).toMatchObject({ state: 'failed', upstream: null });
    expect(task.explanation?.sentence).not.toBe('');
    const full = taskDetail.parse(
      (await reviewer.call('GET', `/api/tasks/${refused.task}`)).body,
    );
    expect(full.upstream).toMatchObject({ system: 'ontap', code: '66060339' });
  });

  it('offers no action', async () => {
    const answer = await helpdesk.call('GET', `/api/tasks/${refused.task}`);
    const { actions } = taskDetail.parse(answer.body);
    expect(Object.values(actions).some((each) => each.allowed)).toBe(false);
  });
});

describe('events that everybody may follow', () => {
  it('hold nothing of input, address or reason', async () => {
    const rows = await console.db.selectFrom('event').selectAll().execute();
    const text = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(10);
    for (const word of [
      SERVER,
      USER,
      REASON,
      'error-66060339',
      ONTAP_KEY_MANAGERS.finance,
    ]) {
      expect(text).not.toContain(word);
    }
  });
});

describe('a connection', () => {
  it('is a name for those who may not read it, and has no password for anybody', async () => {
    const names = await helpdesk.call('GET', '/api/connections');
    expect(names.body).toEqual({
      items: [
        {
          id: console.connectionId('ontap-01'),
          name: 'ontap-01',
          kind: 'ontap',
        },
      ],
    });
    const { text } = await admin.call('GET', '/api/connections');
    expect(text).toContain('"credential":{"username":"keyward","set":true');
    expect(text).not.toContain(console.estate.simulators[0]?.password);
  });
});

describe('what a person may do', () => {
  it('is told with the change, with the reason when not', async () => {
    const change = await submit(admin, {
      operation: 'ontap.add-key-servers',
      connectionId: console.connectionId('ontap-01'),
      input: {
        keyManager: ONTAP_KEY_MANAGERS.finance,
        servers: [{ server: 'kms-z.corp.example' }],
      },
      reason: 'One more',
    });
    const allowed = async (person: Person): Promise<string[]> =>
      Object.entries((await look(person, change.id)).actions)
        .filter(([, answer]) => answer.allowed)
        .map(([action]) => action)
        .sort();
    expect(await allowed(admin)).toEqual(['copy', 'recheck', 'withdraw']);
    expect(await allowed(reviewer)).toEqual(['approve', 'recheck', 'reject']);
    const { actions } = await look(reviewer, change.id);
    const refusals = Object.values(actions).filter((each) => !each.allowed);
    expect(refusals.every((each) => (each.reason ?? '') !== '')).toBe(true);
  });
});

describe('looking for a change or task', () => {
  const found = async (person: Person, text: string): Promise<number[]> =>
    Promise.all(
      ['changes', 'tasks'].map(async (list) => {
        const { body } = await person.call(
          'GET',
          `/api/${list}?q=${encodeURIComponent(text)}`,
        );
        return z.object({ items: z.array(z.unknown()) }).parse(body).items
          .length;
      }),
    );

  it('gives the helpdesk whole words, and nothing to guess a name by letter for letter', async () => {
    expect(await found(helpdesk, SERVER)).toEqual([1, 1]);
    expect(await found(helpdesk, SERVER.slice(0, 12))).toEqual([0, 0]);
    expect(await found(helpdesk, SERVER.slice(4, 16))).toEqual([0, 0]);
  });

  it('finds parts of words for those who read them anyway', async () => {
    expect(await found(reviewer, SERVER.slice(4, 16))).toEqual([1, 1]);
  });
});
