import {
  type ChangeDetail,
  statusAnswer,
  type StatusAnswer,
  type TaskDetail,
} from '@keyward/contract';
import { jsonb } from '@keyward/database';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  approve,
  decide,
  endOf,
  newProvider,
  submit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf } from './support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let helpdesk: Person;
let done: { change: ChangeDetail; task: TaskDetail };
let refused: { change: ChangeDetail; task: TaskDetail };

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['ontap-01', 'esx-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
  done = await run('kms-done.corp.example');
  refused = await run('error-66060339.keyward.test');
});
afterAll(() => console.stop());

async function run(server: string) {
  const change = await submit(admin, {
    operation: 'ontap.add-key-servers',
    connectionId: console.connectionId('ontap-01'),
    input: { keyManager: ONTAP_KEY_MANAGERS.finance, servers: [{ server }] },
    reason: 'One more',
    ticket: 'INC-RUN',
  });
  return { change, task: await endOf(admin, await approve(reviewer, change)) };
}

async function status(query: string): Promise<StatusAnswer> {
  const answer = await helpdesk.call('GET', `/api/status?${query}`);
  if (answer.status !== 200) throw new Error(answer.text);
  return statusAnswer.parse(answer.body);
}

async function only(query: string) {
  const [matter, ...others] = (await status(query)).matters;
  if (matter === undefined || others.length > 0) throw new Error('Not one.');
  return matter;
}

async function setChange(id: string, values: Record<string, unknown>) {
  await console.db
    .updateTable('change')
    .set(values)
    .where('id', '=', id)
    .execute();
}

describe('the status of a change', () => {
  it('waits for approval, and says since when, until when and for whom', async () => {
    const change = await submit(admin, newProvider(console));
    const answer = await status(`change=${change.reference}`);
    expect(answer).toMatchObject({
      subject: { type: 'change', id: change.id, reference: change.reference },
      light: 'amber',
      tellCaller: 'waiting_for_approval',
      nextActor: 'approver',
      connections: [],
    });
    expect(answer.matters).toMatchObject([
      {
        state: 'pending',
        connection: { name: 'esx-01' },
        since: change.createdAt,
        expiresAt: change.decideBy,
        approvals: { have: 0, need: 1, roles: ['reviewer'] },
        task: null,
        failure: null,
      },
    ]);
  });

  it('is found by every spelling of its reference, its id and the reference of its task', async () => {
    const { change, task } = done;
    const digits = change.reference.slice('CHG-'.length);
    for (const asked of [
      change.reference.toLowerCase(),
      `chg ${digits}`,
      digits,
      change.id,
      task.reference,
    ]) {
      const matter = await only(`change=${encodeURIComponent(asked)}`);
      expect(matter.id).toBe(change.id);
    }
  });

  it('says what was done, when', async () => {
    const { change, task } = done;
    const matter = await only(`change=${change.id}`);
    expect(matter.since).not.toBeNull();
    expect(matter).toMatchObject({
      light: 'green',
      tellCaller: 'done',
      nextActor: 'nobody',
      expiresAt: null,
      task: { reference: task.reference, state: 'succeeded', step: null },
    });
  });

  it('says what failed in a sentence of the catalogue, and who acts next', async () => {
    const matter = await only(`change=${refused.change.id}`);
    expect(matter).toMatchObject({
      light: 'red',
      tellCaller: 'failed_team_informed',
      nextActor: 'requester',
      failure: { kind: 'refused', code: '66060339' },
    });
    expect(matter.failure?.sentence).toBe(refused.task.explanation?.sentence);
  });

  it('says how long such a task takes, once five have succeeded and while it runs', async () => {
    let change = await submit(admin, newProvider(console));
    for (let count = 1; count <= 5; count += 1) {
      await endOf(admin, await approve(reviewer, change));
      if (count < 5) change = await submit(admin, newProvider(console));
    }
    const ofChange = `change=${change.id}`;
    expect((await only(ofChange)).task?.expectedSeconds).toBeNull();
    await setChange(change.id, { state: 'running', ended_at: null });
    const task = console.db
      .updateTable('task')
      .where('change_id', '=', change.id);
    await task.set({ state: 'running' }).execute();
    expect((await only(ofChange)).task?.expectedSeconds).toBeNull();
    await task.set({ state: 'succeeded' }).execute();
    const next = await submit(admin, newProvider(console));
    await endOf(admin, await approve(reviewer, next));
    await task.set({ state: 'running' }).execute();
    expect((await only(ofChange)).task?.expectedSeconds).toBeGreaterThan(0);
    await task.set({ state: 'succeeded' }).execute();
    await setChange(change.id, { state: 'succeeded', ended_at: new Date() });
  });

  it('says which step runs, since when, and that it tries again', async () => {
    const { id } = done.change;
    const since = new Date('2026-11-21T09:12:00.000Z');
    await setChange(id, { state: 'running', ended_at: null });
    const task = console.db.updateTable('task').where('change_id', '=', id);
    await task
      .set({
        state: 'running',
        current_step: 'verify',
        due_at: null,
        ended_at: null,
      })
      .execute();
    await console.db
      .updateTable('task_step')
      .set({ state: 'running', started_at: since })
      .where('task_id', '=', done.task.id)
      .where('key', '=', 'verify')
      .execute();
    expect(await only(`change=${id}`)).toMatchObject({
      light: 'green',
      tellCaller: 'in_progress',
      nextActor: 'target',
      task: {
        step: 'verify',
        stepSince: since.toISOString(),
        expectedSeconds: null,
      },
    });
    await task.set({ due_at: since }).execute();
    expect(await only(`change=${id}`)).toMatchObject({
      light: 'amber',
      tellCaller: 'waiting_to_try_again',
      task: { triesAgainAt: since.toISOString() },
    });
    await task
      .set({ state: 'succeeded', due_at: null, ended_at: new Date() })
      .execute();
    await setChange(id, { state: 'succeeded', ended_at: new Date() });
  });

  it.each([
    ['approved', 'secret', 'waiting_for_requester', 'requester', 'amber'],
    ['approved', 'cool_off', 'waiting_for_start', 'nobody', 'green'],
    ['approved', null, 'waiting_for_start', 'nobody', 'green'],
    [
      'outcome_unknown',
      null,
      'unknown_outcome_team_checking',
      'security_admin',
      'red',
    ],
    ['rejected', null, 'withdrawn_or_rejected', 'nobody', 'grey'],
    ['withdrawn', null, 'withdrawn_or_rejected', 'nobody', 'grey'],
    ['expired', null, 'expired', 'requester', 'grey'],
    ['stale', null, 'overtaken', 'requester', 'grey'],
    ['cancelled', null, 'cancelled', 'nobody', 'grey'],
  ])(
    'tells a caller of %s, waiting for %s: %s',
    async (state, waits, tellCaller, nextActor, light) => {
      const change = await submit(admin, newProvider(console));
      await setChange(change.id, { state, waiting_for: waits });
      expect(await only(`change=${change.id}`)).toMatchObject({
        state,
        waitingFor: waits,
        tellCaller,
        nextActor,
        light,
      });
    },
  );
});

describe('the status of a ticket', () => {
  it('is every change of it, the open ones first', async () => {
    const open = await submit(admin, {
      ...newProvider(console),
      ticket: 'INC-2',
    });
    const over = await submit(admin, {
      ...newProvider(console),
      ticket: 'inc-2',
    });
    await decide(reviewer, 'reject', over);
    const answer = await status('ticket=Inc-2');
    expect(answer.matters.map(({ id }) => id)).toEqual([open.id, over.id]);
    expect(answer).toMatchObject({
      subject: { type: 'ticket' },
      light: 'amber',
      tellCaller: 'waiting_for_approval',
    });
  });

  it('with nothing open is how its newest change ended', async () => {
    expect(await status('ticket=inc-run')).toMatchObject({
      subject: { type: 'ticket', ticket: 'INC-RUN' },
      tellCaller: 'failed_team_informed',
    });
  });
});

describe('the status of a host', () => {
  it('is its connection, what is open on it and what ended within a day', async () => {
    const old = await submit(admin, newProvider(console));
    await setChange(old.id, {
      state: 'succeeded',
      ended_at: sql`now() - interval '25 hours'`,
    });
    const answer = await status('host=ONTAP-01');
    expect(answer.subject).toEqual({ type: 'host', name: 'ontap-01' });
    expect(answer.connections).toMatchObject([
      {
        name: 'ontap-01',
        kind: 'ontap',
        light: 'green',
        health: 'reachable',
        tellCaller: 'nothing_to_do',
      },
    ]);
    expect(answer.connections[0]?.lastSeenAt).not.toBeNull();
    expect(answer.connections[0]?.since).not.toBeNull();
    expect(answer.matters.map(({ id }) => id)).toEqual([
      refused.change.id,
      done.change.id,
    ]);
    const esx = await status('host=esx-01');
    expect(esx.matters.map(({ id }) => id)).not.toContain(old.id);
    expect(esx.matters.map(({ state }) => state)).toContain('pending');
  });

  it('by its address is every connection there, and no word of the address', async () => {
    const answer = await helpdesk.call('GET', '/api/status?host=127.0.0.1');
    const { subject, connections } = statusAnswer.parse(answer.body);
    expect(subject).toEqual({ type: 'host', name: null });
    expect(connections.map(({ name }) => name)).toEqual(['esx-01', 'ontap-01']);
    expect(answer.text).not.toContain('127.0.0.1');
  });

  it('that does not answer is told before everything else', async () => {
    const before = (await status('host=esx-01')).connections[0];
    await console.db
      .updateTable('connection')
      .set({ health: 'unreachable', health_detail: 'No answer.' })
      .where('name', '=', 'esx-01')
      .execute();
    const answer = await status('host=esx-01');
    expect(answer).toMatchObject({
      light: 'red',
      tellCaller: 'connection_unreachable',
      nextActor: 'security_admin',
      // The event of it is missing: nobody knows since when.
      connections: [{ light: 'red', since: null }],
    });
    expect(answer.connections[0]?.lastSeenAt).toBe(before?.lastSeenAt);
  });
});

describe('asking for a status', () => {
  it('names exactly one thing', async () => {
    for (const query of ['', 'change=CHG-1&ticket=x', 'ticket=b&host=a']) {
      const answer = await helpdesk.call('GET', `/api/status?${query}`);
      expect(problemOf(answer)).toMatchObject({ code: 'validation_failed' });
      expect(
        problemOf(answer).fieldErrors?.map(({ pointer }) => pointer),
      ).toEqual(
        query === ''
          ? ['/change', '/ticket', '/host']
          : query.split('&').map((each) => `/${each.split('=')[0] ?? ''}`),
      );
    }
  });

  it('of something that is not there is answered plainly', async () => {
    for (const [query, detail] of [
      ['change=CHG-999999', 'There is no such change.'],
      [`change=${randomUUID()}`, 'There is no such change.'],
      ['change=kms-1', 'There is no such change.'],
      ['change=TSK-999999', 'There is no such change.'],
      ['ticket=INC-none', 'No change has this ticket.'],
      ['host=nowhere.example', 'No connection has this name or host.'],
      ['host=127.0.0', 'No connection has this name or host.'],
      ['host=ontap', 'No connection has this name or host.'],
    ]) {
      const answer = await helpdesk.call('GET', `/api/status?${query ?? ''}`);
      expect(problemOf(answer)).toMatchObject({ code: 'not_found', detail });
    }
  });
});

describe('a status', () => {
  it('holds nothing that a person or a target wrote, wherever it was written', async () => {
    const planted = new Map<string, string>();
    const canary = (where: string): string => {
      const word = `canary${randomUUID().replaceAll('-', '')}`;
      planted.set(where, word);
      return word;
    };
    const { change, task } = refused;
    await setChange(change.id, {
      input: jsonb({ [canary('input name')]: canary('input') }),
      plan: jsonb({ request: { body: canary('request') } }),
      checks: jsonb([{ evidence: canary('checks') }]),
      guard: jsonb({ seen: canary('guard') }),
      moved: jsonb([{ now: canary('moved') }]),
      secrets: jsonb({ '/x': canary('secrets') }),
      frozen_target: jsonb({ host: canary('target') }),
      reason: canary('reason'),
      nonce: canary('nonce'),
      digest: canary('digest'),
      search: canary('search'),
    });
    await console.db
      .updateTable('task')
      .set({
        explanation: jsonb({
          code: canary('code'),
          sentence: canary('sentence'),
          nextStep: canary('next step'),
          field: canary('field'),
        }),
        upstream: jsonb({ messages: [{ text: canary('upstream message') }] }),
        verification: jsonb({ proved: [canary('proved')] }),
        progress: jsonb({ message: canary('progress') }),
        upstream_task_id: canary('upstream task'),
        upstream_result: canary('upstream result'),
        search: canary('task search'),
      })
      .where('id', '=', task.id)
      .execute();
    await console.db
      .updateTable('task_step')
      .set({ note: canary('note'), result: jsonb(canary('result')) })
      .where('task_id', '=', task.id)
      .execute();
    await console.db
      .updateTable('approval')
      .set({ comment: canary('comment'), evidence: jsonb(canary('evidence')) })
      .where('change_id', '=', change.id)
      .execute();
    await console.db
      .updateTable('connection')
      .set({
        description: canary('description'),
        health_detail: canary('health detail'),
        username: canary('account'),
        trust: jsonb({ mode: 'pin', sha256: canary('trust') }),
        version: canary('version'),
      })
      .where('name', '=', 'ontap-01')
      .execute();
    await console.db
      .updateTable('event')
      .set({
        data: sql`data || ${jsonb({ text: canary('event') })}`,
      })
      .where('subject', 'in', [
        change.id,
        task.id,
        console.connectionId('ontap-01'),
      ])
      .execute();
    for (const query of [
      `change=${change.reference}`,
      'ticket=INC-RUN',
      'host=ontap-01',
    ]) {
      const answer = await helpdesk.call('GET', `/api/status?${query}`);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(change.id);
      const shown = [...planted].filter(([, word]) =>
        answer.text.includes(word),
      );
      expect(shown.map(([where]) => where)).toEqual([]);
    }
    const matter = await only(`change=${change.id}`);
    expect(matter.failure).toEqual({
      kind: 'refused',
      code: 'refused',
      sentence: 'The target refused the change.',
    });
  });

  it('is the same for everybody who may ask, and closed to somebody without a role', async () => {
    const path = `/api/status?change=${done.change.id}`;
    const [first, ...others] = await Promise.all(
      [helpdesk, reviewer, admin].map(async (person) => {
        const { body } = await person.call('GET', path);
        return { ...statusAnswer.parse(body), at: '' };
      }),
    );
    for (const other of others) expect(other).toEqual(first);
    const nobody = await console.person();
    expect(problemOf(await nobody.call('GET', path)).code).toBe('forbidden');
  });
});
