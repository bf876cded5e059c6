import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  approve,
  type ChangeRequest,
  decide,
  endOf,
  look,
  newProvider,
  readChange,
  submit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { holdTask } from './support/held-task.ts';
import { type Person, problemOf } from './support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;
let helpdesk: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01', 'ontap-01'] });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
});
afterAll(() => console.stop());
beforeEach(async () => {
  await console.control('esx-01').reset();
  await console.control('ontap-01').reset();
});

/** The facts of a change become older than what a decision may rest on. */
async function age(id: string): Promise<void> {
  await console.db
    .updateTable('change')
    .set({ guard_observed_at: sql<Date>`now() - interval '61 seconds'` })
    .where('id', '=', id)
    .execute();
}

/** Another change of the same object runs, so that the target moves under the first one. */
async function moveTarget(request: ChangeRequest): Promise<void> {
  const other = await submit(lead, request);
  const task = await endOf(lead, await approve(reviewer, other));
  expect(task.state).toBe('succeeded');
}

async function secretsOf(id: string): Promise<number> {
  const rows = await console.db
    .selectFrom('change_secret')
    .select('id')
    .where('change_id', '=', id)
    .execute();
  return rows.length;
}

function addServer(server: string): ChangeRequest {
  return {
    operation: 'ontap.add-key-servers',
    connectionId: console.connectionId('ontap-01'),
    input: { keyManager: ONTAP_KEY_MANAGERS.finance, servers: [{ server }] },
    reason: 'More key servers',
  };
}

describe('a target that moved', () => {
  it('makes the change stale when it is approved, shows what moved and forgets its secrets', async () => {
    const request = newProvider(console);
    const change = await submit(admin, request);
    expect(await secretsOf(change.id)).toBe(1);
    await moveTarget(request);
    await age(change.id);
    const refused = problemOf(await decide(reviewer, 'approve', change));
    expect(refused.code).toBe('change_stale');
    expect(refused.moved).toEqual([
      expect.objectContaining({
        pointer: '/existing',
        before: null,
        now: expect.objectContaining({ type: 'NATIVE' }) as unknown,
      }),
    ]);
    const after = await look(admin, change.id);
    expect(after).toMatchObject({
      state: 'stale',
      taskId: null,
      decisions: [],
    });
    expect(after.moved).toEqual(refused.moved);
    expect(after.endedAt).not.toBeNull();
    expect(await secretsOf(change.id)).toBe(0);
  });

  it('is not looked at again within a minute, but before anything is sent', async () => {
    const request = addServer('kms-new.corp.example');
    const change = await submit(admin, request);
    await moveTarget(addServer('kms-other.corp.example'));
    const approved = await approve(reviewer, change);
    const task = await endOf(admin, approved);
    expect(task).toMatchObject({
      state: 'failed',
      failureKind: 'stale',
      explanation: { code: 'change_stale' },
    });
    const after = await look(admin, change.id);
    expect(after.state).toBe('stale');
    expect(after.moved).toEqual([
      {
        pointer: '/servers',
        before: ['kms-finance.corp.example:5696'],
        now: ['kms-finance.corp.example:5696', 'kms-other.corp.example:5696'],
      },
    ]);
    const effects = await console.control('ontap-01').effects();
    expect(effects).toHaveLength(1);
  });

  it('is found by whoever looks again, for whom it is no failure', async () => {
    const request = newProvider(console);
    const change = await submit(admin, request);
    await moveTarget(request);
    const answer = await reviewer.call(
      'POST',
      `/api/changes/${change.id}/recheck`,
      {},
    );
    expect(readChange(answer).state).toBe('stale');
    expect(await secretsOf(change.id)).toBe(0);
    expect(problemOf(await decide(reviewer, 'approve', change)).code).toBe(
      'invalid_state',
    );
  });

  it('is found when it moves between approval and sending', async () => {
    const held = await holdTask(
      console,
      { requester: admin, approver: reviewer },
      addServer('kms-new.corp.example'),
      'ontap-01',
    );
    // The stored facts move instead of the target; the digest then no longer covers them.
    await console.db
      .updateTable('connection')
      .set({ username: 'somebody-else' })
      .where('id', '=', console.connectionId('ontap-01'))
      .execute();
    await held.letGo();
    const task = await endOf(admin, held.change);
    await console.db
      .updateTable('connection')
      .set({ username: 'keyward' })
      .where('id', '=', console.connectionId('ontap-01'))
      .execute();
    expect(task).toMatchObject({ state: 'failed', failureKind: 'stale' });
    expect((await look(admin, held.change.id)).state).toBe('stale');
    expect(await console.control('ontap-01').effects()).toEqual([]);
  });

  it('does not count when only health or time differ', async () => {
    const change = await submit(admin, addServer('kms-new.corp.example'));
    await console.db
      .updateTable('connection')
      .set({ health: 'unreachable', checked_at: new Date(0) })
      .where('id', '=', console.connectionId('ontap-01'))
      .execute();
    await age(change.id);
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('succeeded');
  });
});

describe('looking again', () => {
  it('when nothing moved refreshes the evidence and keeps the digest', async () => {
    const change = await submit(admin, newProvider(console));
    await age(change.id);
    const answer = await reviewer.call(
      'POST',
      `/api/changes/${change.id}/recheck`,
      {},
    );
    const after = readChange(answer);
    expect(after).toMatchObject({ state: 'pending', digest: change.digest });
    expect(Date.parse(after.observedAt)).toBeGreaterThan(Date.now() - 30_000);
    expect(after.checks.map((each) => each.id).sort()).toEqual(
      change.checks.map((each) => each.id).sort(),
    );
    expect((await approve(reviewer, after)).state).not.toBe('pending');
  });

  it('is not for the helpdesk, and not for what is decided', async () => {
    const change = await submit(admin, newProvider(console));
    const path = `/api/changes/${change.id}/recheck`;
    expect(problemOf(await helpdesk.call('POST', path, {})).code).toBe(
      'forbidden',
    );
    await decide(reviewer, 'reject', change);
    expect(problemOf(await reviewer.call('POST', path, {})).code).toBe(
      'invalid_state',
    );
  });

  it('by twenty people at once ends the change once', async () => {
    const request = newProvider(console);
    const change = await submit(admin, request);
    await moveTarget(request);
    await Promise.all(
      Array.from({ length: 20 }, () =>
        reviewer.call('POST', `/api/changes/${change.id}/recheck`, {}),
      ),
    );
    const rows = await console.db
      .selectFrom('audit')
      .select('seq')
      .where('object', '=', change.id)
      .where('code', '=', 'change.stale')
      .execute();
    expect(rows).toHaveLength(1);
  });
});

describe('a target that does not answer when its change is approved', () => {
  it.each([
    ['reset_before_work', 'upstream_unreachable', 502],
    ['garbage', 'upstream_protocol_error', 502],
    ['status:500', 'upstream_refused', 502],
  ])('leaves the change pending: %s', async (fault, code, status) => {
    const change = await submit(admin, newProvider(console));
    await age(change.id);
    await console.control('esx-01').fault(fault, { times: 20, method: 'GET' });
    const answer = await decide(reviewer, 'approve', change);
    expect(problemOf(answer)).toMatchObject({ code, status });
    const after = await look(admin, change.id);
    expect(after).toMatchObject({
      state: 'pending',
      decisions: [],
      taskId: null,
    });
    expect(await secretsOf(change.id)).toBe(1);
    await console.control('esx-01').reset();
    expect((await endOf(admin, await approve(reviewer, change))).state).toBe(
      'succeeded',
    );
  });
});
