import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

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
  newPolicy,
  newRoles,
  policyWith,
  readPolicy,
} from '../support/console-changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { holdTask } from '../support/held-task.ts';
import { type Person, problemOf, refusalOf } from '../support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;
let reviewer2: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
  reviewer2 = await console.signIn('reviewer2');
});
afterAll(() => console.stop());

const byTheBook = () => ({ requester: admin, approver: reviewer });

async function rolesOf({ id }: { id: string }) {
  const rows = await console.db
    .selectFrom('person_role')
    .select(['role', 'source', 'granted_at'])
    .where('person_id', '=', id)
    .orderBy('role')
    .execute();
  return rows;
}

async function personRow({ id }: { id: string }) {
  return console.db
    .selectFrom('person')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

async function addIdentity({ id }: { id: string }, iss: string) {
  const link = randomUUID();
  await console.db
    .insertInto('identity')
    .values({ id: link, person_id: id, iss, sub: id, password_hash: null })
    .execute();
  return link;
}

async function issuersOf({ id }: { id: string }): Promise<string[]> {
  const rows = await console.db
    .selectFrom('identity')
    .select('iss')
    .where('person_id', '=', id)
    .execute();
  return rows.map((each) => each.iss);
}

async function isSignedIn(person: Person): Promise<boolean> {
  return (await person.call('GET', '/api/session')).status === 200;
}

describe('changing somebody’s roles', () => {
  it('gives and takes roles, keeps the time of those that stay, and ends every session', async () => {
    const person = await console.person('helpdesk', 'reviewer');
    const before = await rolesOf(person);
    const change = await submit(
      admin,
      newRoles(person, ['helpdesk', 'security_admin']),
    );
    expect(change.plan.sentences.join(' ')).toContain(
      'becomes security admin. ',
    );
    expect(await isSignedIn(person)).toBe(true);
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('succeeded');
    expect(task.verification?.level).toBe('full');

    const after = await rolesOf(person);
    expect(after.map((each) => each.role)).toEqual([
      'helpdesk',
      'security_admin',
    ]);
    const [kept, given] = after;
    expect(kept?.granted_at).toEqual(before[0]?.granted_at);
    expect(given?.granted_at.getTime()).toBeGreaterThan(
      Date.parse(change.createdAt),
    );
    expect(await isSignedIn(person)).toBe(false);
  });

  it('leaves roles from the identity provider alone', async () => {
    const person = await console.person('helpdesk');
    await console.db
      .insertInto('person_role')
      .values({ person_id: person.id, role: 'reviewer', source: 'idp' })
      .execute();
    await carryOut(byTheBook(), newRoles(person, []));
    expect(await rolesOf(person)).toEqual([
      expect.objectContaining({ role: 'reviewer', source: 'idp' }),
    ]);
  });

  it('disables, and lets back in with roles that count from then on', async () => {
    const person = await console.person('reviewer');
    const early = await rolesOf(person);
    await carryOut(
      byTheBook(),
      newRoles(person, ['reviewer'], { active: false }),
    );
    expect((await personRow(person)).disabled_at).not.toBeNull();
    expect(await isSignedIn(person)).toBe(false);
    const waiting = await submit(admin, newProvider(console));
    await carryOut(byTheBook(), newRoles(person, ['reviewer']));
    expect((await personRow(person)).disabled_at).toBeNull();
    const [again] = await rolesOf(person);
    expect(again?.granted_at.getTime()).toBeGreaterThan(
      early[0]?.granted_at.getTime() ?? 0,
    );
    const back = await console.signIn(person.username);
    const refused = problemOf(await decide(back, 'approve', waiting));
    expect(refused.code).toBe('forbidden');
    expect(refused.detail).toContain('after this change was submitted');
  });

  it('resets a sign-in: password, passkeys, invitations and sessions are gone', async () => {
    const person = await console.person('reviewer');
    await console.db
      .insertInto('passkey')
      .values({
        id: person.id,
        person_id: person.id,
        credential_id: `credential-of-${person.id}`,
        public_key: Buffer.from('key'),
        public_key_sha256: '0'.repeat(64),
        counter: 0,
        transports: [],
        backed_up: false,
        name: 'A key',
      })
      .execute();
    await console.db
      .insertInto('invitation')
      .values({
        id: person.id,
        person_id: person.id,
        token_hash: Buffer.from(person.id),
        created_by: admin.id,
        expires_at: sql<Date>`now() + interval '1 day'`,
      })
      .execute();
    await carryOut(
      byTheBook(),
      newRoles(person, ['reviewer'], { resetSignIn: true }),
    );
    expect(await isSignedIn(person)).toBe(false);
    await expect(console.signIn(person.username)).rejects.toThrow();
    const passkeys = await console.db
      .selectFrom('passkey')
      .select('id')
      .where('person_id', '=', person.id)
      .execute();
    expect(passkeys).toEqual([]);
    const { rows } = await sql<{ open: boolean }>`
      select expires_at > now() as open from invitation where person_id = ${person.id}`.execute(
      console.db,
    );
    expect(rows).toEqual([{ open: false }]);
  });

  it('resets a linked sign-in too, with what it gave, so that nobody who linked one keeps access', async () => {
    const person = await console.person('reviewer');
    const issuer = 'https://provider.example';
    const link = await addIdentity(person, issuer);
    await console.db
      .updateTable('session')
      .set({ identity_id: link })
      .where('person_id', '=', person.id)
      .execute();
    await console.db
      .insertInto('person_role')
      .values({ person_id: person.id, role: 'helpdesk', source: 'idp' })
      .execute();
    const change = await submit(
      admin,
      newRoles(person, ['reviewer'], { resetSignIn: true }),
    );
    expect(change.plan.sentences.join(' ')).toContain(
      `The sign-in at ${issuer} is taken away from`,
    );
    expect(await isSignedIn(person)).toBe(true);
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.verification?.level).toBe('full');
    expect(await isSignedIn(person)).toBe(false);
    expect(await issuersOf(person)).toEqual(['local']);
    expect(await rolesOf(person)).toEqual([
      expect.objectContaining({ role: 'reviewer', source: 'console' }),
    ]);
  });

  it('does not reset when a sign-in was linked after the change was submitted', async () => {
    const person = await console.person('reviewer');
    const change = await submit(
      admin,
      newRoles(person, ['reviewer'], { resetSignIn: true }),
    );
    await addIdentity(person, 'https://late.example');
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.failureKind).toBe('stale');
  });

  it('leaves the sign-in elsewhere to a person who has no other', async () => {
    const person = await console.person('reviewer');
    const issuer = 'https://provider.example';
    const link = await addIdentity(person, issuer);
    await console.db
      .updateTable('session')
      .set({ identity_id: link })
      .where('person_id', '=', person.id)
      .execute();
    await console.db
      .deleteFrom('identity')
      .where('person_id', '=', person.id)
      .where('iss', '=', 'local')
      .execute();
    const change = await submit(
      admin,
      newRoles(person, ['reviewer'], { resetSignIn: true }),
    );
    expect(change.plan.sentences.join(' ')).not.toContain(issuer);
    await endOf(admin, await approve(reviewer, change));
    expect(await issuersOf(person)).toEqual([issuer]);
    expect(await isSignedIn(person)).toBe(false);
  });

  it('is refused when nothing would change, or there is no such person', async () => {
    expect(
      refusalOf(await trySubmit(admin, newRoles(reviewer, ['reviewer']))),
    ).toEqual({ code: 'preflight_failed', fields: ['/input/roles'] });
    const nobody = { id: '01890000-0000-7000-8000-000000000000' };
    expect(
      refusalOf(await trySubmit(admin, newRoles(nobody, ['reviewer']))),
    ).toEqual({ code: 'validation_failed', fields: ['/input/person'] });
  });

  it('never leaves the console without a security admin, even by two changes at once', async () => {
    const others = await console.db
      .selectFrom('person_role')
      .select('person_id')
      .distinct()
      .where('role', '=', 'security_admin')
      .where('person_id', 'not in', [admin.id, lead.id])
      .execute();
    for (const each of others) {
      await carryOut(
        byTheBook(),
        newRoles({ id: each.person_id }, ['helpdesk']),
      );
    }
    // Each leaves the other, so both are accepted; only one of them can happen.
    const one = await submit(admin, newRoles(lead, ['reviewer']));
    const two = await submit(lead, newRoles(admin, ['helpdesk']));
    const [first, second] = await Promise.all([
      approve(reviewer, one),
      approve(reviewer2, two),
    ]);
    const helpers = await console.person('helpdesk');
    const ends = await Promise.all([
      endOf(helpers, first),
      endOf(helpers, second),
    ]);
    expect(ends.map((each) => each.state).sort()).toEqual([
      'failed',
      'succeeded',
    ]);
    expect(ends.find((each) => each.state === 'failed')?.failureKind).toBe(
      'stale',
    );
    const left = await console.db
      .selectFrom('person_role')
      .select('person_id')
      .where('role', '=', 'security_admin')
      .execute();
    expect(left).toHaveLength(1);
    // Put back by hand, for the tests that follow.
    for (const { id } of [admin, lead]) {
      await console.db
        .insertInto('person_role')
        .values({ person_id: id, role: 'security_admin' })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    admin = await console.signIn('admin');
    lead = await console.signIn('lead');
  });

  it('never leaves a rule of the policy without enough people', async () => {
    await carryOut(
      byTheBook(),
      newPolicy(
        await policyWith(admin, 'esx.create-native-provider', {
          approvals: 3,
        }),
      ),
    );
    await console.db
      .deleteFrom('person_role')
      .where('source', '=', 'idp')
      .execute();
    const reviewers = await console.db
      .selectFrom('person_role')
      .select('person_id')
      .where('role', '=', 'reviewer')
      .where('person_id', 'not in', [reviewer.id, reviewer2.id, lead.id])
      .execute();
    for (const each of reviewers) {
      await carryOut(
        byTheBook(),
        newRoles({ id: each.person_id }, ['helpdesk']),
      );
    }
    const refused = await trySubmit(admin, newRoles(reviewer2, ['helpdesk']));
    expect(refusalOf(refused)).toEqual({
      code: 'preflight_failed',
      fields: ['/input/roles'],
    });
    expect(problemOf(refused).detail).toContain('Too few people');
    await carryOut(
      byTheBook(),
      newPolicy(
        await policyWith(admin, 'esx.create-native-provider', {
          approvals: 1,
        }),
      ),
    );
  });
});

describe('a fresh approver', () => {
  it('cannot decide on a change submitted before, and can on one submitted after', async () => {
    const person = await console.person('helpdesk');
    const before = await submit(admin, newProvider(console));
    const change = await submit(admin, newRoles(person, ['reviewer']));
    expect(
      change.checks.find((each) => each.id === 'no-new-approver'),
    ).toMatchObject({ severity: 'warning', passed: false });
    await endOf(admin, await approve(reviewer, change));
    const fresh = await console.signIn(person.username);

    for (const decision of ['approve', 'reject'] as const) {
      const answer = await decide(fresh, decision, before);
      expect(answer.status).toBe(403);
      const { code, detail } = problemOf(answer);
      expect([code, detail]).toEqual([
        'forbidden',
        expect.stringContaining('after this change was submitted'),
      ]);
    }
    const seen = await look(fresh, before.id);
    expect(seen.state).toBe('pending');
    expect(seen.decisions).toEqual([]);
    expect(seen.actions['approve']?.allowed).toBe(false);
    const awaiting = await fresh.call('GET', '/api/changes?awaiting=me');
    expect(awaiting.text).not.toContain(before.id);

    const after = await submit(admin, newProvider(console));
    expect((await approve(fresh, after)).taskId).not.toBeNull();
  });

  it('does not count even when an approval was planted in the database', async () => {
    const person = await console.person('helpdesk');
    const change = await submit(admin, newProvider(console));
    await carryOut(byTheBook(), newRoles(person, ['reviewer']));
    await console.db
      .insertInto('approval')
      .values({
        id: person.id,
        change_id: change.id,
        person_id: person.id,
        decision: 'approve',
        comment: null,
        digest: change.digest,
      })
      .execute();
    const seen = await look(admin, change.id);
    expect(seen.decisions.map((each) => each.counts)).toEqual([false]);
  });
});

describe('a change of somebody’s own roles', () => {
  it('is approved by another, never by the one it is about', async () => {
    const change = await submit(
      admin,
      newRoles(reviewer2, ['reviewer', 'helpdesk']),
    );
    const refused = problemOf(await decide(reviewer2, 'approve', change));
    expect(refused.code).toBe('forbidden');
    expect(refused.detail).toContain('about your own roles');
    expect((await look(reviewer2, change.id)).actions['approve']).toEqual({
      allowed: false,
      reason: 'It is about your own roles; another person decides.',
    });
    const ended = await endOf(admin, await approve(reviewer, change));
    expect(ended.state).toBe('succeeded');
    const back = await submit(admin, newRoles(reviewer2, ['reviewer']));
    await endOf(admin, await approve(reviewer, back));
    reviewer2 = await console.signIn('reviewer2');
  });

  it('may be asked for by a security admin, and is decided by somebody else', async () => {
    const change = await submit(lead, newRoles(lead, ['security_admin']));
    expect(problemOf(await decide(lead, 'approve', change)).code).toBe(
      'self_approval',
    );
    const rejected = await decide(reviewer, 'reject', change);
    expect(rejected.status).toBe(200);
  });
});

describe('somebody who approved yesterday', () => {
  it('and lost the role today: the change ends stale, and nothing is sent', async () => {
    const person = await console.person('reviewer');
    const held = await holdTask(
      console,
      { requester: admin, approver: person },
      newProvider(console),
    );
    const change = await submit(admin, newRoles(person, ['helpdesk']));
    expect(
      change.checks.find((each) => each.id === 'approvals-stay'),
    ).toMatchObject({ passed: false, severity: 'warning' });
    await endOf(admin, await approve(reviewer, change));
    await held.letGo();
    const task = await endOf(admin, held.change);
    expect(task.failureKind).toBe('stale');
    expect((await look(admin, held.change.id)).state).toBe('stale');
    expect(await console.control('esx-01').effects()).toEqual([]);
  });

  it('and is disabled today: the same', async () => {
    const person = await console.person('reviewer');
    const held = await holdTask(
      console,
      { requester: admin, approver: person },
      newProvider(console),
    );
    const disabled = await admin.call('PATCH', `/api/people/${person.id}`, {
      active: false,
    });
    expect(disabled.status).toBe(200);
    await held.letGo();
    expect((await endOf(admin, held.change)).failureKind).toBe('stale');
    expect(await console.control('esx-01').effects()).toEqual([]);
    const vote = await decide(person, 'approve', held.change);
    expect(vote.status).toBe(401);
  });
});

describe('the policy', () => {
  it('still stands as it was', async () => {
    expect((await readPolicy(admin)).document.risk.high.approvals).toBe(1);
  });
});
