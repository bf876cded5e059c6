import type { TaskRow } from '@keyward/database';
import type { StepContext } from '@keyward/task-engine';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { runOf } from '../../src/tasks/run-of.ts';
import {
  approve,
  decide,
  endOf,
  look,
  newProvider,
  submit,
  trySubmit,
} from '../support/changes.ts';
import {
  carryOut,
  newAddress,
  newPolicy,
  policyWith,
} from '../support/console-changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { holdTask } from '../support/held-task.ts';
import { ownParts } from '../support/own-parts.ts';
import { type Person, problemOf, refusalOf } from '../support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01', 'esx-02'] });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());
beforeEach(async () => {
  await console.control('esx-01').reset();
  await console.control('esx-02').reset();
});

function connectionRow() {
  return console.db
    .selectFrom('connection')
    .selectAll()
    .where('id', '=', console.connectionId('esx-01'))
    .executeTakeFirstOrThrow();
}

/** A step of this task, as far as it only looks for what it runs on. */
function contextOf(task: TaskRow): StepContext {
  const done = () => Promise.resolve();
  return {
    task,
    signal: new AbortController().signal,
    attempt: 1,
    fence: task.fence,
    isCancelRequested: false,
    result: () => undefined,
    progress: () => undefined,
    note: done,
    upstreamTask: done,
    pause: done,
    guard: done,
  };
}

/** Requests that reached the other system, whatever they were. */
async function heardAtOther(): Promise<number> {
  return (await console.control('esx-02').requests()).length;
}

/** The connection leads to its own simulator again. */
async function pointHome(): Promise<void> {
  await carryOut(
    { requester: admin, approver: reviewer },
    newAddress(console, 'esx-01', 'esx-01'),
  );
}

describe('another address or trust', () => {
  it.each([['host'], ['port'], ['trust']])(
    'is no edit: PATCH with %s is refused at the field, which says how it is done',
    async (field) => {
      const before = await connectionRow();
      const answer = await admin.call(
        'PATCH',
        `/api/connections/${console.connectionId('esx-01')}`,
        { [field]: field === 'port' ? 8443 : 'evil.example' },
      );
      expect(refusalOf(answer)).toEqual({
        code: 'validation_failed',
        fields: [`/${field}`],
      });
      expect(problemOf(answer).fieldErrors?.[0]?.message).toContain(
        'a change that others approve',
      );
      expect(await connectionRow()).toEqual(before);
    },
  );

  it('is a change: the certificate is shown, another approves, and only then the account goes there', async () => {
    const before = await connectionRow();
    const change = await submit(admin, newAddress(console, 'esx-01', 'esx-02'));
    expect(
      change.checks.find((each) => each.id === 'certificate-shown')?.evidence,
    ).toContain('SHA-256');
    expect(change.plan.request.path).toBe(
      `/connections/${console.connectionId('esx-01')}/address`,
    );
    expect(await connectionRow()).toEqual(before);
    expect(await heardAtOther()).toBe(0);

    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('succeeded');
    expect(task.verification?.proved.join(' ')).toContain('leads to');
    const after = await connectionRow();
    expect(after.port).not.toBe(before.port);
    expect(after.v).toBe(before.v + 1);
    expect(await heardAtOther()).toBeGreaterThan(0);
    await pointHome();
  });

  it('is refused when the target shows another certificate than the one given, or may not be reached', async () => {
    const wrong = newAddress(console, 'esx-01', 'esx-02');
    const input = wrong.input;
    const refused = await trySubmit(admin, {
      ...wrong,
      input: { ...input, trust: { mode: 'pin', sha256: 'a'.repeat(64) } },
    });
    expect(refusalOf(refused)).toEqual({
      code: 'upstream_tls',
      fields: ['/input/trust/sha256'],
    });
    for (const host of ['169.254.169.254', '10.0.0.1', '127.0.0.1']) {
      const outside = await trySubmit(admin, {
        ...wrong,
        input: { ...input, host, port: 9 },
      });
      expect(refusalOf(outside)).toEqual({
        code: 'egress_denied',
        fields: ['/input/host'],
      });
    }
    const same = await trySubmit(
      admin,
      newAddress(console, 'esx-01', 'esx-01'),
    );
    expect(refusalOf(same).fields).toEqual(['/input/host']);
  });

  it('counts a rule of the policy that is about the connection itself', async () => {
    const document = await policyWith(admin, 'console.update-policy', {});
    const rule = { ...document.risk.high, approvals: 2 };
    const people = { requester: admin, approver: reviewer };
    await carryOut(
      people,
      newPolicy({
        ...document,
        targets: [
          {
            connectionId: console.connectionId('esx-01'),
            operation: null,
            rule,
          },
        ],
      }),
    );
    const change = await submit(admin, newAddress(console, 'esx-01', 'esx-02'));
    expect(change.approvals.need).toBe(2);
    await carryOut(people, newPolicy({ ...document, targets: [] }));
  });
});

describe('while changes wait on a connection', () => {
  it('its new address makes them stale at once, and hears nothing of them', async () => {
    const waiting = [
      await submit(admin, newProvider(console)),
      await submit(lead, newProvider(console)),
    ];
    await carryOut(
      { requester: admin, approver: reviewer },
      newAddress(console, 'esx-01', 'esx-02'),
    );
    for (const change of waiting) {
      const seen = await look(admin, change.id);
      expect(seen.state).toBe('stale');
      expect(seen.moved).not.toEqual([]);
      const late = await decide(reviewer, 'approve', change);
      expect(late.status).toBe(409);
      const secrets = await console.db
        .selectFrom('change_secret')
        .select('id')
        .where('change_id', '=', change.id)
        .execute();
      expect(secrets).toEqual([]);
    }
    expect(await console.control('esx-02').effects()).toEqual([]);
    await pointHome();
  });

  it('an address altered behind the console’s back is found when somebody approves', async () => {
    const change = await submit(admin, newProvider(console));
    const before = await connectionRow();
    const evil = console.estate.simulators.find(
      (each) => each.name === 'esx-02',
    );
    await console.db
      .updateTable('connection')
      .set({ port: evil?.port ?? 0, v: before.v + 1 })
      .where('id', '=', before.id)
      .execute();
    const refused = problemOf(await decide(reviewer, 'approve', change));
    expect(refused.code).toBe('change_stale');
    expect((await look(admin, change.id)).state).toBe('stale');
    expect(await heardAtOther()).toBe(0);
    await console.db
      .updateTable('connection')
      .set({ port: before.port, v: before.v + 2 })
      .where('id', '=', before.id)
      .execute();
  });

  it('and when it is altered between approval and sending, the other address gets no request', async () => {
    const held = await holdTask(
      console,
      { requester: admin, approver: reviewer },
      newProvider(console),
    );
    const before = await connectionRow();
    const evil = console.estate.simulators.find(
      (each) => each.name === 'esx-02',
    );
    await console.db
      .updateTable('connection')
      .set({
        host: evil?.host ?? '',
        port: evil?.port ?? 0,
        trust: JSON.stringify({ mode: 'pin', sha256: evil?.sha256 }),
        pinned_certificate: evil?.certificatePem ?? null,
        v: before.v + 1,
      })
      .where('id', '=', before.id)
      .execute();
    await held.letGo();
    const task = await endOf(admin, held.change);
    expect(task.failureKind).toBe('stale');
    expect((await look(admin, held.change.id)).state).toBe('stale');
    expect(await heardAtOther()).toBe(0);
    await console.db
      .updateTable('connection')
      .set({
        host: before.host,
        port: before.port,
        trust: JSON.stringify(before.trust),
        pinned_certificate: before.pinned_certificate,
        v: before.v + 2,
      })
      .where('id', '=', before.id)
      .execute();
  });

  it('and even past its check, a task is given no client for another address', async () => {
    const held = await holdTask(
      console,
      { requester: admin, approver: reviewer },
      newProvider(console),
    );
    const task = await console.db
      .selectFrom('task')
      .selectAll()
      .where('change_id', '=', held.change.id)
      .executeTakeFirstOrThrow();
    const before = await connectionRow();
    await console.db
      .updateTable('connection')
      .set({ username: 'somebody-else', v: before.v + 1 })
      .where('id', '=', before.id)
      .execute();
    await expect(
      runOf(ownParts(console), contextOf(task)),
    ).rejects.toMatchObject({ code: 'change_stale' });
    await console.db
      .updateTable('connection')
      .set({ username: before.username, v: before.v + 2 })
      .where('id', '=', before.id)
      .execute();
    await held.letGo();
    await endOf(admin, held.change);
  });

  it('a task that is under way keeps the address: nothing is followed at another system', async () => {
    const held = await holdTask(
      console,
      { requester: admin, approver: reviewer },
      newProvider(console),
    );
    const refused = await trySubmit(
      admin,
      newAddress(console, 'esx-01', 'esx-02'),
    );
    expect(refusalOf(refused)).toEqual({
      code: 'in_use',
      fields: ['/input/connection'],
    });
    await held.letGo();
    await endOf(admin, held.change);
  });
});

describe('a quarantined connection', () => {
  it('is let out by a change that trusts the certificate it shows now', async () => {
    await console.db
      .updateTable('connection')
      .set({ quarantined_at: new Date(), health: 'quarantined' })
      .where('id', '=', console.connectionId('esx-01'))
      .execute();
    const refused = await trySubmit(admin, newProvider(console));
    expect(problemOf(refused).code).toBe('connection_quarantined');
    await pointHome();
    expect((await connectionRow()).quarantined_at).toBeNull();
    await submit(admin, newProvider(console));
  });
});
