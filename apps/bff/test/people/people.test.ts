import { people, personDetail, type PersonDetail } from '@keyward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { lockPeople } from '../../src/people/people-lock.ts';
import { openReader } from '../live/reader.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { waitForLockQueue } from '../support/lock-queue.ts';
import { ageProof } from '../support/passkeys.ts';
import { type Person, problemOf, refusalOf } from '../support/person.ts';
import type { Answer } from '../support/send.ts';

let console: ConsoleUnderTest;
let admin: Person;
beforeAll(async () => {
  console = await startConsoleUnderTest();
  admin = await console.person('security_admin');
});
afterAll(() => console.stop());

function update(id: string, body: unknown, by = admin): Promise<Answer> {
  return by.call('PATCH', `/api/people/${id}`, body);
}

async function read(id: string): Promise<PersonDetail> {
  const answer = await admin.call('GET', `/api/people/${id}`);
  return personDetail.parse(answer.body);
}

async function auditOf(code: string, object: string): Promise<unknown[]> {
  const rows = await console.db
    .selectFrom('audit')
    .select('row')
    .where('code', '=', code)
    .where('object', '=', object)
    .execute();
  return rows.map(({ row }) => row);
}

describe('people', () => {
  it('are listed with roles, sessions and last sign-in', async () => {
    const person = await console.person('reviewer', 'helpdesk');
    await console.signIn(person.username);
    const answer = await admin.call('GET', '/api/people');
    const found = people
      .parse(answer.body)
      .items.find((each) => each.id === person.id);
    expect(found).toMatchObject({
      username: person.username,
      active: true,
      sessions: 2,
      passkeys: 0,
      invitedUntil: null,
    });
    expect(found?.roles.map(({ role, source }) => [role, source])).toEqual([
      ['helpdesk', 'console'],
      ['reviewer', 'console'],
    ]);
    expect(found?.lastSignInAt).not.toBeNull();
    expect(answer.text).not.toMatch(/argon2|password|hash/i);
  });

  it('are shown one by one with identities and open sessions', async () => {
    const person = await console.person('reviewer');
    const shown = await read(person.id);
    expect(shown.identities).toMatchObject([
      { iss: 'local', sub: person.username },
    ]);
    expect(shown.sessionList).toHaveLength(1);
    expect(shown.sessionList[0]).toMatchObject({ current: false });
  });

  it('can be renamed and given an address, and the audit log says which', async () => {
    const person = await console.person('helpdesk');
    const answer = await update(person.id, {
      displayName: 'Another Name',
      email: 'another@example.com',
    });
    expect(personDetail.parse(answer.body)).toMatchObject({
      displayName: 'Another Name',
      email: 'another@example.com',
      active: true,
    });
    expect(await auditOf('person.updated', person.id)).toEqual([
      expect.objectContaining({
        personId: admin.id,
        detail: 'display_name, email',
      }),
    ]);
    await update(person.id, { email: null });
    expect((await read(person.id)).email).toBeNull();
  });

  it.each([
    { active: true },
    { roles: ['security_admin'] },
    { username: 'other' },
    { email: 'nobody' },
    { displayName: '' },
  ])('are not changed by %o', async (body) => {
    const person = await console.person('helpdesk');
    const before = await read(person.id);
    expect(refusalOf(await update(person.id, body)).code).toBe(
      'validation_failed',
    );
    expect(await read(person.id)).toEqual(before);
  });

  it.each([
    'Rune Reviewer',
    'rune  reviewer',
    'Rune Revіewer',
    'Rune Revlewer',
    'Ｒｕｎｅ Ｒｅｖｉｅｗｅｒ',
    'Rúne-Reviewer',
  ])(
    'never bear the name of somebody else, or one that looks like it: %s',
    async (displayName) => {
      const person = await console.person('helpdesk');
      const before = await read(person.id);
      const invitation = { username: 'somebody-else', displayName };
      for (const answer of [
        await update(person.id, { displayName }),
        await admin.call('POST', '/api/people', invitation),
      ]) {
        expect(refusalOf(answer)).toEqual({
          code: 'validation_failed',
          fields: ['/displayName'],
        });
      }
      expect(await read(person.id)).toEqual(before);
    },
  );

  it('keep their own name, and may bear that of somebody who is disabled', async () => {
    const gone = await console.person('helpdesk');
    await update(gone.id, { displayName: 'Gwen Gone', active: false });
    const person = await console.person('helpdesk');
    for (const displayName of ['Gwen Gone', 'gwen gone']) {
      expect((await update(person.id, { displayName })).status).toBe(200);
    }
  });

  it('that do not exist are not found', async () => {
    const nobody = '019b0000-0000-7000-8000-000000000000';
    const asked = await admin.call('GET', `/api/people/${nobody}`);
    expect(problemOf(asked).code).toBe('not_found');
    const changed = await update(nobody, { active: false });
    expect(problemOf(changed).code).toBe('not_found');
  });
});

describe('taking access away', () => {
  it('ends sessions at once and streams within five seconds', async () => {
    const person = await console.person('reviewer');
    const stream = await openReader(console.port, {
      headers: { cookie: person.cookie },
    });
    const before = performance.now();
    const answer = await update(person.id, { active: false });
    expect(personDetail.parse(answer.body)).toMatchObject({
      active: false,
      sessions: 0,
    });
    expect((await person.call('GET', '/api/session')).status).toBe(401);
    await stream.ended;
    expect(performance.now() - before).toBeLessThan(5_000);
    await expect(console.signIn(person.username)).rejects.toThrow(
      'invalid_credentials',
    );
    expect(await auditOf('person.disabled', person.id)).toHaveLength(1);
    // Who gets access back signs in afresh: the sessions of before have ended, they do not sleep.
    await console.db
      .updateTable('person')
      .set({ disabled_at: null })
      .where('id', '=', person.id)
      .execute();
    expect((await person.call('GET', '/api/session')).status).toBe(401);
  });

  it('twice is done once', async () => {
    const person = await console.person('reviewer');
    await update(person.id, { active: false });
    expect((await update(person.id, { active: false })).status).toBe(200);
    expect(await auditOf('person.disabled', person.id)).toHaveLength(1);
  });

  it('is nothing one does to oneself', async () => {
    const refused = await update(admin.id, { active: false });
    expect(problemOf(refused).code).toBe('invalid_state');
    expect((await admin.call('GET', '/api/session')).status).toBe(200);
  });

  it('needs a fresh proof, and so does a new address', async () => {
    const person = await console.person('reviewer');
    const other = await console.person('security_admin');
    await ageProof(console, other, 16 * 60);
    for (const body of [{ active: false }, { email: 'evil@example.com' }]) {
      expect(problemOf(await update(person.id, body, other)).code).toBe(
        'step_up_required',
      );
    }
    expect(await read(person.id)).toMatchObject({ active: true, email: null });
  });

  it('never takes the last security admin, not even when two admins disable each other', async () => {
    const alone = await startConsoleUnderTest();
    try {
      const one = await alone.person('security_admin');
      const two = await alone.person('security_admin');
      await alone.db
        .updateTable('person')
        .set({ disabled_at: new Date() })
        .where('username', 'in', ['admin', 'lead'])
        .execute();
      // Both are let in while they are admins.
      const sent = await alone.db.transaction().execute(async (tx) => {
        await lockPeople(tx);
        const both = [
          update(two.id, { active: false }, one),
          update(one.id, { active: false }, two),
        ];
        await waitForLockQueue(alone, 2);
        return { both };
      });
      const answers = await Promise.all(sent.both);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const { active } = await alone.db
        .selectFrom('person')
        .innerJoin('person_role', 'person_role.person_id', 'person.id')
        .select((query) => query.fn.countAll<number>().as('active'))
        .where('role', '=', 'security_admin')
        .where('disabled_at', 'is', null)
        .executeTakeFirstOrThrow();
      expect(active).toBe(1);
    } finally {
      await alone.stop();
    }
  });
});
