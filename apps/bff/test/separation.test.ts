import { jsonb } from '@keyward/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  approve,
  decide,
  endOf,
  look,
  newProvider,
  submit,
  taskWhen,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { holdTask } from './support/held-task.ts';
import { type Person, problemOf } from './support/person.ts';
import { askForApprovals, changePolicy } from './support/policy.ts';
import { waitFor } from './support/wait-for.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let reviewer2: Person;
let helpdesk: Person;
let lead: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  reviewer2 = await console.signIn('reviewer2');
  helpdesk = await console.signIn('helpdesk');
  lead = await console.signIn('lead');
});
afterAll(() => console.stop());
beforeEach(() => console.control('esx-01').reset());

async function codeOf(answer: ReturnType<typeof decide>): Promise<string> {
  return problemOf(await answer).code;
}

async function takeRole(person: Person, role: string): Promise<void> {
  await console.db
    .deleteFrom('person_role')
    .where('person_id', '=', person.id)
    .where('role', '=', role)
    .execute();
}

async function effects(): Promise<number> {
  return (await console.control('esx-01').effects()).length;
}

async function tasksOf(changeId: string): Promise<number> {
  const { count } = await console.db
    .selectFrom('task')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('change_id', '=', changeId)
    .executeTakeFirstOrThrow();
  return count;
}

describe('one’s own change', () => {
  it('is never decided by its requester, whatever the roles', async () => {
    for (const requester of [admin, lead]) {
      const change = await submit(requester, newProvider(console));
      for (const decision of ['approve', 'reject'] as const) {
        expect(await codeOf(decide(requester, decision, change))).toBe(
          'self_approval',
        );
      }
      expect((await look(admin, change.id)).state).toBe('pending');
      expect(await tasksOf(change.id)).toBe(0);
    }
  });

  it('says so before it says anything of the role, and after the role is gone', async () => {
    const requester = await console.person('security_admin', 'reviewer');
    const change = await submit(requester, newProvider(console));
    await takeRole(requester, 'reviewer');
    expect(await codeOf(decide(requester, 'approve', change))).toBe(
      'self_approval',
    );
    await takeRole(requester, 'security_admin');
    expect(await codeOf(decide(requester, 'approve', change))).toBe(
      'forbidden',
    );
  });

  it('is not decided from another session, nor with a wrong digest, nor once it has ended', async () => {
    const requester = await console.person('security_admin', 'reviewer');
    const again = await console.signIn(requester.username);
    const change = await submit(requester, newProvider(console));
    const wrong = { id: change.id, digest: '0'.repeat(64) };
    expect(await codeOf(decide(again, 'approve', change))).toBe(
      'self_approval',
    );
    expect(await codeOf(decide(again, 'approve', wrong))).toBe('self_approval');
    await decide(reviewer, 'reject', change);
    expect(await codeOf(decide(again, 'approve', change))).toBe(
      'self_approval',
    );
  });

  it('leaves a trace of the try', async () => {
    const requester = await console.person('security_admin', 'reviewer');
    const change = await submit(requester, newProvider(console));
    await decide(requester, 'approve', change);
    const rows = await waitFor('the audit row of a denial', async () => {
      const found = await console.db
        .selectFrom('audit')
        .select(['outcome', 'row'])
        .where('person_id', '=', requester.id)
        .where('code', 'in', ['access.denied', 'decision.denied'])
        .execute();
      return found.length > 0 && found;
    });
    expect(rows).toEqual([
      {
        outcome: 'denied',
        row: expect.objectContaining({ detail: 'self_approval' }) as unknown,
      },
    ]);
  });

  it('shows its requester that another person decides', async () => {
    const change = await submit(lead, newProvider(console));
    expect(change.actions['approve']).toMatchObject({ allowed: false });
    expect((await look(reviewer, change.id)).actions['approve']).toEqual({
      allowed: true,
      reason: null,
    });
  });
});

describe('deciding', () => {
  it('needs an approving role', async () => {
    const change = await submit(lead, newProvider(console));
    const nobody = await console.person();
    for (const person of [admin, helpdesk, nobody]) {
      expect(await codeOf(decide(person, 'approve', change))).toBe('forbidden');
      expect(await codeOf(decide(person, 'reject', change))).toBe('forbidden');
    }
    expect((await look(lead, change.id)).decisions).toEqual([]);
  });

  it('needs exactly the digest that was looked at', async () => {
    const change = await submit(admin, newProvider(console));
    const other = await submit(admin, newProvider(console));
    for (const digest of ['0'.repeat(64), other.digest]) {
      expect(
        await codeOf(decide(reviewer, 'approve', { id: change.id, digest })),
      ).toBe('digest_mismatch');
    }
    expect(
      await codeOf(
        decide(reviewer, 'approve', {
          id: change.id,
          digest: change.digest.toUpperCase(),
        }),
      ),
    ).toBe('validation_failed');
    expect((await look(admin, change.id)).state).toBe('pending');
  });

  it('is done once: the second person hears that it is decided', async () => {
    const change = await submit(admin, newProvider(console));
    await approve(reviewer, change);
    expect(await codeOf(decide(reviewer2, 'approve', change))).toBe(
      'already_decided',
    );
    expect(await codeOf(decide(reviewer2, 'reject', change))).toBe(
      'already_decided',
    );
  });

  it('by twenty people and clicks at once makes one task', async () => {
    const change = await submit(admin, newProvider(console));
    const tries = Array.from({ length: 20 }, (_, index) =>
      decide(
        [reviewer, reviewer2, lead][index % 3] ?? reviewer,
        index % 5 === 4 ? 'reject' : 'approve',
        change,
      ),
    );
    const answers = await Promise.all(tries);
    const refused = answers.filter((each) => each.status !== 200);
    expect(refused).toHaveLength(19);
    expect(new Set(refused.map((each) => problemOf(each).code))).toEqual(
      new Set(['already_decided']),
    );
    const after = await look(admin, change.id);
    expect(after.decisions).toHaveLength(1);
    const isApproved = after.decisions[0]?.decision === 'approve';
    expect(await tasksOf(change.id)).toBe(isApproved ? 1 : 0);
  });
});

/** Everything that an approval covers, as a row whose writer wants to be somebody else's approver would alter it. */
const ALTERATIONS: [string, Record<string, unknown>][] = [
  ['the operation', { operation: 'ontap.add-key-servers' }],
  [
    'the input',
    {
      input: jsonb({
        provider: 'evil',
        keyId: 'x',
        keyDerivationKey: { $secret: '/keyDerivationKey' },
      }),
    },
  ],
  ['the bindings of its secrets', { secrets: jsonb({}) }],
  ['the facts', { guard: jsonb({ provider: 'evil', existing: null }) }],
  ['the reason', { reason: 'Another reason' }],
  ['the ticket', { ticket: 'INC-1' }],
  [
    'the policy',
    {
      policy: jsonb({ version: 1, approvals: 0, approverRoles: ['reviewer'] }),
    },
  ],
  ['the nonce', { nonce: '0'.repeat(64) }],
  ['the time it expires', { expires_at: new Date(Date.now() + 9e8) }],
];

async function alterPlan(
  id: string,
  member: 'request' | 'after',
): Promise<void> {
  const change = await look(admin, id);
  const altered =
    member === 'after'
      ? { ...change.plan, after: { provider: 'evil' } }
      : {
          ...change.plan,
          request: { ...change.plan.request, path: '/api/evil' },
        };
  await alter(id, { plan: jsonb(altered) });
}

async function alter(
  id: string,
  patch: Record<string, unknown>,
): Promise<void> {
  await console.db
    .updateTable('change')
    .set(patch)
    .where('id', '=', id)
    .execute();
}

describe('a change that somebody altered in the database', () => {
  it.each(ALTERATIONS)('is not approved: %s', async (_what, patch) => {
    const change = await submit(admin, newProvider(console));
    await alter(change.id, patch);
    expect(await codeOf(decide(reviewer, 'approve', change))).toBe(
      'digest_mismatch',
    );
    expect(await tasksOf(change.id)).toBe(0);
  });

  it.each(['request', 'after'] as const)(
    'is not approved: the plan’s %s',
    async (member) => {
      const change = await submit(admin, newProvider(console));
      await alterPlan(change.id, member);
      expect(await codeOf(decide(reviewer, 'approve', change))).toBe(
        'digest_mismatch',
      );
    },
  );

  it('is not approved with the digest that the altered row claims', async () => {
    const change = await submit(admin, newProvider(console));
    await alter(change.id, { reason: 'Another', digest: 'f'.repeat(64) });
    expect(
      await codeOf(
        decide(reviewer, 'approve', { id: change.id, digest: 'f'.repeat(64) }),
      ),
    ).toBe('digest_mismatch');
  });

  it('is not approved when its requester was exchanged', async () => {
    const change = await submit(lead, newProvider(console));
    await alter(change.id, { requester_id: admin.id });
    expect(await codeOf(decide(lead, 'approve', change))).toBe(
      'digest_mismatch',
    );
  });

  it('is not sent when that happens after the approval', async () => {
    const held = await holdTask(
      console,
      { requester: admin, approver: reviewer },
      newProvider(console),
    );
    await alterPlan(held.change.id, 'request');
    await held.letGo();
    const task = await endOf(admin, held.change);
    expect(task).toMatchObject({
      state: 'failed',
      failureKind: 'integrity',
      explanation: { code: 'digest_mismatch' },
    });
    expect(await effects()).toBe(0);
  });

  it('is not sent with the secret of another change in place of its own', async () => {
    const other = await submit(lead, newProvider(console));
    const held = await holdTask(
      console,
      { requester: admin, approver: reviewer },
      newProvider(console),
    );
    await console.db
      .deleteFrom('change_secret')
      .where('change_id', '=', held.change.id)
      .execute();
    await console.db
      .updateTable('change_secret')
      .set({ change_id: held.change.id })
      .where('change_id', '=', other.id)
      .execute();
    await held.letGo();
    expect(await endOf(admin, held.change)).toMatchObject({
      state: 'failed',
      failureKind: 'integrity',
    });
    expect(await effects()).toBe(0);
  });

  it('is not sent with a secret that was taken away or damaged', async () => {
    for (const damage of ['remove', 'damage'] as const) {
      const held = await holdTask(
        console,
        { requester: admin, approver: reviewer },
        newProvider(console),
      );
      await (damage === 'remove'
        ? console.db
            .deleteFrom('change_secret')
            .where('change_id', '=', held.change.id)
            .execute()
        : console.db
            .updateTable('change_secret')
            .set({ sealed: Buffer.alloc(200) })
            .where('change_id', '=', held.change.id)
            .execute());
      await held.letGo();
      expect(await endOf(admin, held.change)).toMatchObject({
        state: 'failed',
        failureKind: 'integrity',
      });
      expect(await effects()).toBe(0);
    }
  });
});

describe('an approver who may no longer approve', () => {
  it.each([
    'disabled',
    'without the role',
    'whose approval was of another digest',
  ])('no longer counts once the task begins: %s', async (how) => {
    const approver = await console.person('reviewer');
    const held = await holdTask(
      console,
      { requester: admin, approver },
      newProvider(console),
    );
    if (how === 'disabled') {
      await console.db
        .updateTable('person')
        .set({ disabled_at: new Date() })
        .where('id', '=', approver.id)
        .execute();
    } else if (how === 'without the role') await takeRole(approver, 'reviewer');
    else {
      await console.db
        .updateTable('approval')
        .set({ digest: '0'.repeat(64) })
        .where('person_id', '=', approver.id)
        .execute();
    }
    await held.letGo();
    const task = await endOf(admin, held.change);
    expect(task).toMatchObject({
      state: 'failed',
      failureKind: 'stale',
      explanation: { code: 'approval_lost' },
    });
    expect((await look(admin, held.change.id)).state).toBe('stale');
    expect(await effects()).toBe(0);
  });

  it('decides nothing any more', async () => {
    const approver = await console.person('reviewer');
    const change = await submit(admin, newProvider(console));
    await takeRole(approver, 'reviewer');
    expect(await codeOf(decide(approver, 'approve', change))).toBe('forbidden');
    await console.db
      .updateTable('person')
      .set({ disabled_at: new Date() })
      .where('id', '=', approver.id)
      .execute();
    expect(await codeOf(decide(approver, 'approve', change))).toBe(
      'unauthenticated',
    );
  });
});

describe('a policy that asks for two people', () => {
  beforeAll(() => askForApprovals(console, 2));
  afterAll(() => changePolicy(console, { operations: {} }));

  it('waits for two different ones, none of them the requester', async () => {
    const change = await submit(lead, newProvider(console));
    expect(change.approvals).toEqual({ have: 0, need: 2 });
    const first = await approve(reviewer, change);
    expect(first).toMatchObject({
      state: 'pending',
      approvals: { have: 1, need: 2 },
      taskId: null,
    });
    expect(await codeOf(decide(reviewer, 'approve', change))).toBe(
      'already_decided',
    );
    expect(await codeOf(decide(lead, 'approve', change))).toBe('self_approval');
    expect(await codeOf(decide(admin, 'approve', change))).toBe('forbidden');
    expect((await look(admin, change.id)).state).toBe('pending');
    const second = await approve(reviewer2, change);
    expect((await endOf(admin, second)).state).toBe('succeeded');
    expect(second.approvals).toEqual({ have: 2, need: 2 });
  });

  it('starts one task when the two come at once, many times each', async () => {
    const change = await submit(admin, newProvider(console));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        decide(index % 2 === 0 ? reviewer : reviewer2, 'approve', change),
      ),
    );
    expect(answers.filter((each) => each.status === 200)).toHaveLength(2);
    expect(await tasksOf(change.id)).toBe(1);
  });

  it('forgets an approver who is gone when the second one comes', async () => {
    const approver = await console.person('reviewer');
    const change = await submit(admin, newProvider(console));
    await approve(approver, change);
    await console.db
      .updateTable('person')
      .set({ disabled_at: new Date() })
      .where('id', '=', approver.id)
      .execute();
    const before = await effects();
    const answer = await decide(reviewer, 'approve', change);
    const now = await look(admin, change.id);
    if (answer.status === 200 && now.taskId !== null) {
      await taskWhen(admin, now.taskId);
    }
    expect(['pending', 'stale']).toContain(
      (await look(admin, change.id)).state,
    );
    expect(await effects()).toBe(before);
  });

  it('stays as it was for a change that was submitted before the policy', async () => {
    const change = await submit(admin, newProvider(console));
    await askForApprovals(console, 1);
    expect((await approve(reviewer, change)).state).toBe('pending');
    await askForApprovals(console, 2);
  });
});
