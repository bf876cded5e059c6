import type { ChangeDetail, Role } from '@keyward/contract';
import { jsonb, transact } from '@keyward/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { getChange } from '../../src/changes/change-record.ts';
import { expireChanges } from '../../src/changes/expire-changes.ts';
import { INBOX_ONLY } from '../../src/notifications/channels.ts';
import { createNotices } from '../../src/notifications/notices.ts';
import { tellExpiring } from '../../src/notifications/tell-expiring.ts';
import {
  approve,
  decide,
  endOf,
  newProvider,
  readChange,
  submit,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import type { Person } from '../support/person.ts';
import { inboxOf, kindsTold, toldOf } from './told.ts';

let console: ConsoleUnderTest;
let admin: Person;
let otherAdmin: Person;
let reviewer: Person;
let secondReviewer: Person;
let helpdesk: Person;
let both: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  secondReviewer = await console.signIn('reviewer2');
  helpdesk = await console.signIn('helpdesk');
  both = await console.signIn('lead');
  otherAdmin = await console.person('security_admin');
});
afterAll(() => console.stop());
beforeEach(async () => {
  await console.control('esx-01').reset();
});

/** A policy that asks for this many approvals, so that a first one does not decide. */
async function submitted(
  approvals = 1,
  by = admin,
  provider?: string,
  coolOffMinutes = 0,
): Promise<ChangeDetail> {
  await console.db
    .updateTable('policy_version')
    .set({
      document: sql`(select jsonb_set(document, '{operations}', (document->'operations') ||
        jsonb_build_object('esx.create-native-provider', jsonb_build_object('approvals', ${approvals}::int,
          'approverRoles', ${jsonb(['reviewer'])}, 'coolOffMinutes', ${coolOffMinutes}::int, 'windowHours', 24, 'maxExpiryHours', 168))))`,
    })
    .execute();
  return submit(
    by,
    newProvider(console, provider === undefined ? {} : { provider }),
  );
}

async function grantLate(person: Person, role: Role): Promise<void> {
  await console.db
    .insertInto('person_role')
    .values({ person_id: person.id, role })
    .execute();
}

async function setDisabled(person: Person, at: Date | null): Promise<void> {
  await console.db
    .updateTable('person')
    .set({ disabled_at: at })
    .where('id', '=', person.id)
    .execute();
}

describe('a change that waits for a decision', () => {
  it('is told to everybody who may decide on it, and to nobody else', async () => {
    const change = await submitted();
    for (const approver of [reviewer, secondReviewer, both]) {
      expect(await kindsTold(approver, change)).toEqual(['needs_decision']);
    }
    for (const other of [admin, otherAdmin, helpdesk]) {
      expect(await kindsTold(other, change)).toEqual([]);
    }
    const [told] = await toldOf(reviewer, change);
    expect(told).toMatchObject({
      title: `${change.reference} needs a decision: ${change.title} on esx-01`,
      phrase: change.phrase,
      deadline: change.decideBy,
      taskId: null,
    });
  });

  it('is not told to its requester, even in a role that decides', async () => {
    const change = await submitted(1, both);
    expect(await kindsTold(both, change)).toEqual([]);
    expect(await kindsTold(reviewer, change)).toEqual(['needs_decision']);
  });

  it('is not told to somebody who is disabled', async () => {
    const left = await console.person('reviewer');
    await setDisabled(left, new Date());
    const change = await submitted();
    const rows = await console.db
      .selectFrom('notification')
      .select('id')
      .where('person_id', '=', left.id)
      .where('change_id', '=', change.id)
      .execute();
    expect(rows).toEqual([]);
  });

  it('asks nothing more of anybody once it is decided, withdrawn or past', async () => {
    const [rejected, withdrawn, approved] = [
      await submitted(),
      await submitted(),
      await submitted(),
    ];
    await decide(reviewer, 'reject', rejected);
    await admin.call('POST', `/api/changes/${withdrawn.id}/withdraw`);
    await approve(reviewer, approved);
    for (const change of [rejected, withdrawn, approved]) {
      expect(await kindsTold(secondReviewer, change)).toContain(
        'needs_decision (read)',
      );
      const told = await toldOf(secondReviewer, change);
      expect(told.map(({ deadline }) => deadline)).toEqual([null]);
    }
  });

  it('asks nothing more of who has decided, while it waits for others', async () => {
    const change = await submitted(2);
    await approve(reviewer, change);
    expect(await kindsTold(reviewer, change)).toEqual([
      'needs_decision (read)',
    ]);
    expect(await kindsTold(secondReviewer, change)).toEqual(['needs_decision']);
  });
});

describe('a decision', () => {
  it('is told to the requester, each approval and the last one', async () => {
    const change = await submitted(2);
    await approve(reviewer, change);
    const [first] = await toldOf(admin, change);
    expect(first?.kind).toBe('decided');
    expect(first?.title).toContain('was approved by Rune Reviewer (1 of 2)');
    await approve(secondReviewer, change);
    const told = await toldOf(admin, change);
    expect(told.filter((each) => each.kind === 'decided')).toHaveLength(2);
    expect(told.map((each) => each.title).join()).toContain('(2 of 2)');
  });

  it('is told to the requester when it is a rejection, without the comment', async () => {
    const change = await submitted();
    readChange(
      await decide(reviewer, 'reject', change, { comment: 'Words of my own' }),
    );
    const told = await toldOf(admin, change);
    expect(told.map((each) => each.kind)).toEqual(['decided']);
    expect(told[0]?.title).toContain('was rejected by Rune Reviewer');
    expect(JSON.stringify(told)).not.toContain('Words of my own');
  });

  it('on a high-risk change is told to every security admin but the requester', async () => {
    const change = await submitted();
    expect(change.risk).toBe('high');
    await approve(reviewer, change);
    for (const each of [otherAdmin, both]) {
      expect(await kindsTold(each, change)).toContain('high_risk_approved');
    }
    expect(await kindsTold(admin, change)).not.toContain('high_risk_approved');
    expect(await kindsTold(reviewer, change)).not.toContain(
      'high_risk_approved',
    );
  });
});

describe('a high-risk change that cools off', () => {
  it('says until when it can be cancelled, and the requester hears of it when somebody does', async () => {
    const change = await submitted(1, admin, undefined, 30);
    const { claimableAt } = await approve(reviewer, change);
    const told = (await toldOf(otherAdmin, change)).find(
      (each) => each.kind === 'high_risk_approved',
    );
    expect(told?.deadline).toBe(claimableAt);
    expect(told?.title).toContain(
      `any security admin can withdraw it until ${String(claimableAt).slice(0, 16).replace('T', ' ')} UTC`,
    );
    await otherAdmin.call('POST', `/api/changes/${change.id}/withdraw`);
    const [last] = await toldOf(admin, change);
    expect(last?.title).toContain(`${change.reference} was withdrawn by`);
  });

  it('says that nobody approved it when the console is being set up', async () => {
    const change = await submitted();
    await transact(console.db, async (journal) => {
      const record = await getChange(journal.tx, change.id);
      await createNotices(INBOX_ONLY).highRiskApproved(journal, {
        ...record,
        policy: { ...record.policy, approvals: 0, setUp: true },
      });
    });
    const [told] = await toldOf(otherAdmin, change);
    expect(told?.title).toContain('runs without an approval');
    expect(await kindsTold(admin, change)).toEqual([]);
  });
});

describe('a change that runs out of time', () => {
  const sweep = () => tellExpiring(console.db, createNotices(INBOX_ONLY));

  async function withWindow(
    change: ChangeDetail,
    since: string,
    until: string,
  ): Promise<void> {
    await sql`update change set created_at = now() - ${since}::interval, decide_by = now() + ${until}::interval where id = ${change.id}`.execute(
      console.db,
    );
    // Who approves held the role before; the test moves only the change back.
    await sql`update person_role set granted_at = now() - interval '30 days'`.execute(
      console.db,
    );
  }

  it('is told once to who has not decided and to the requester, by however many replicas', async () => {
    const change = await submitted(2);
    await approve(reviewer, change);
    await withWindow(change, '19 hours', '5 hours');
    await Promise.all([sweep(), sweep(), sweep()]);
    await sweep();
    expect(await kindsTold(secondReviewer, change)).toEqual([
      'expiring',
      'needs_decision',
    ]);
    expect(await kindsTold(admin, change)).toEqual(['expiring', 'decided']);
    expect(await kindsTold(reviewer, change)).not.toContain('expiring');
  });

  it.each([
    ['18 hours', '7 hours', false],
    ['19 hours', '5 hours', true],
    ['1 hour', '61 minutes', false],
    ['2 hours', '59 minutes', true],
    ['20 minutes', '40 minutes', false],
    ['31 minutes', '29 minutes', true],
  ])('after %s with %s left: told is %s', async (since, until, isTold) => {
    const change = await submitted();
    await withWindow(change, since, until);
    await sweep();
    const kinds = await kindsTold(admin, change);
    expect(kinds.includes('expiring')).toBe(isTold);
  });

  it('leaves out somebody who was given the role later', async () => {
    const change = await submitted();
    const fresh = await console.person('helpdesk');
    await withWindow(change, '19 hours', '5 hours');
    await grantLate(fresh, 'reviewer');
    await sweep();
    expect(await kindsTold(fresh, change)).toEqual([]);
    expect(await kindsTold(reviewer, change)).toContain('expiring');
  });
});

describe('a task that does not succeed', () => {
  it('is told as failed to the requester and to who approved, and to nobody else', async () => {
    const change = await submitted(1, admin, 'fail-invalid-argument');
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('failed');
    for (const each of [admin, reviewer]) {
      expect((await toldOf(each, change))[0]).toMatchObject({
        kind: 'failed',
        taskId: task.id,
        title: `${task.reference} of ${change.reference} failed: ${change.title} on esx-01`,
      });
    }
    for (const each of [secondReviewer, otherAdmin, helpdesk]) {
      expect(await kindsTold(each, change)).not.toContain('failed');
    }
  });

  it('whose outcome nobody knows is told to every security admin, until somebody has looked', async () => {
    const change = await submitted(1, admin, 'fail-drop');
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('outcome_unknown');
    for (const each of [admin, otherAdmin, both]) {
      expect(await kindsTold(each, change)).toContain('needs_reconciliation');
    }
    expect(await kindsTold(reviewer, change)).not.toContain(
      'needs_reconciliation',
    );
    await admin.call('POST', `/api/tasks/${task.id}/reconcile`, {
      outcome: 'not_applied',
      comment: 'Not on the host',
    });
    expect(await kindsTold(otherAdmin, change)).toContain(
      'needs_reconciliation (read)',
    );
    expect(await kindsTold(reviewer, change)).toContain('failed');
  });

  it('is nothing to tell of when it succeeds', async () => {
    const change = await submitted();
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('succeeded');
    const told = await Promise.all(
      [admin, reviewer, otherAdmin].map((each) => kindsTold(each, change)),
    );
    expect(told).toEqual([
      ['decided'],
      ['needs_decision (read)'],
      ['high_risk_approved'],
    ]);
  });
});

describe('a change that lapses', () => {
  it('is told to its requester and to who had approved it already', async () => {
    const change = await submitted(2);
    await approve(reviewer, change);
    await sql`update change set decide_by = now() - interval '1 second', expires_at = now() - interval '1 second' where id = ${change.id}`.execute(
      console.db,
    );
    await expireChanges(console.db, createNotices(INBOX_ONLY));
    for (const each of [admin, reviewer]) {
      const [last] = await toldOf(each, change);
      expect(last?.kind).toBe('failed');
      expect(last?.title).toContain('has expired');
    }
    expect(await kindsTold(secondReviewer, change)).toEqual([
      'needs_decision (read)',
    ]);
  });
});

describe('a renewed credential', () => {
  const renewals = async (person: Person) =>
    (await inboxOf(person, '?limit=200')).items.filter(
      (each) => each.kind === 'credential_renewed',
    );

  it('is told to the other security admins, once for each renewal', async () => {
    const id = console.connectionId('esx-01');
    const esx = console.estate.simulators.find(({ name }) => name === 'esx-01');
    const credential = { username: esx?.username, password: esx?.password };
    for (const body of [
      { credential },
      { credential },
      { description: 'Only words' },
    ]) {
      const answer = await admin.call('PATCH', `/api/connections/${id}`, body);
      expect(answer.status).toBe(200);
    }
    const told = await renewals(otherAdmin);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({
      title: 'The credential of esx-01 was renewed by Ada Admin',
      connectionId: id,
      changeId: null,
      phrase: null,
    });
    expect(await renewals(admin)).toEqual([]);
    expect(await renewals(reviewer)).toEqual([]);
  });
});
