import { role, type Role } from '@keyward/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  decide,
  look,
  newProvider,
  submit,
  trySubmit,
} from '../support/changes.ts';
import { newPolicy, newRoles, policyWith } from '../support/console-changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import type { Person } from '../support/person.ts';

const scale = Number(process.env['KEYWARD_TEST_SCALE'] ?? '0.05');
/** 100 for each set of roles at full scale. */
const TRIES = Math.max(4, Math.ceil(100 * scale));

let console: ConsoleUnderTest;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
});
afterAll(() => console.stop());

/** Every set of roles that a person can have. */
function roleSets(): Role[][] {
  return role.options.reduce<Role[][]>(
    (sets, each) => [...sets, ...sets.map((set) => [...set, each])],
    [[]],
  );
}

async function setRoles(person: Person, roles: Role[]): Promise<void> {
  await console.db
    .deleteFrom('person_role')
    .where('person_id', '=', person.id)
    .execute();
  for (const each of roles) {
    await console.db
      .insertInto('person_role')
      .values({
        person_id: person.id,
        role: each,
        // As long ago as it takes to count for every change there is.
        granted_at: new Date(0),
      })
      .execute();
  }
}

async function tasksOf(id: string): Promise<number> {
  const rows = await console.db
    .selectFrom('task')
    .select('id')
    .where('change_id', '=', id)
    .execute();
  return rows.length;
}

describe('one person alone', () => {
  it.each(roleSets().map((roles) => [roles.join(' + ') || 'no role', roles]))(
    'never gets a change approved: %s',
    async (_name, roles) => {
      const person = await console.person(...roles);
      // The same person once more: another browser, another session.
      const second = await console.signIn(person.username);
      const canSubmit = roles.includes('security_admin');
      const requests = [
        newProvider(console),
        newPolicy(
          await policyWith(
            await console.signIn('admin'),
            'esx.create-native-provider',
            { approvals: 2 },
          ),
        ),
        newRoles(person, canSubmit ? ['security_admin'] : ['reviewer'], {
          resetSignIn: true,
        }),
      ];
      const expected = canSubmit ? 201 : 403;
      for (const request of requests) {
        const answer = await trySubmit(person, request);
        expect(answer.status).toBe(expected);
      }
      // Somebody who lost the role has submitted before: the change is theirs all the same.
      await setRoles(person, ['security_admin']);
      const change = await submit(person, newProvider(console));
      const own = await trySubmit(
        person,
        newRoles(person, ['security_admin', 'reviewer']),
      );
      await setRoles(person, roles);
      const mine = [
        change.id,
        ...(own.status === 201 ? [(own.body as { id: string }).id] : []),
      ];
      for (let round = 0; round < TRIES; round += 1) {
        // Whatever other roles the person gets meanwhile, the person stays the requester.
        if (round % 4 === 3) await setRoles(person, [...role.options]);
        for (const id of mine) {
          const digest =
            id === change.id
              ? change.digest
              : (own.body as { digest: string }).digest;
          const answers = await Promise.all(
            [person, second].flatMap((session) => [
              decide(session, 'approve', { id, digest }),
              session.call('POST', `/api/changes/${id}/approve/options`, {
                digest,
              }),
            ]),
          );
          for (const answer of answers) expect(answer.status).toBe(403);
        }
      }
      await setRoles(person, [...role.options]);
      for (const id of mine) {
        expect(await tasksOf(id)).toBe(0);
        expect((await look(await console.signIn('admin'), id)).state).toBe(
          'pending',
        );
      }
    },
    60_000 + TRIES * 1_000,
  );

  it('is not counted even when an approval of the own change was planted in the database', async () => {
    const person = await console.person(...role.options);
    const change = await submit(person, newProvider(console));
    await console.db
      .insertInto('approval')
      .values({
        id: change.id,
        change_id: change.id,
        person_id: person.id,
        decision: 'approve',
        comment: null,
        digest: change.digest,
      })
      .execute();
    const seen = await look(person, change.id);
    expect(seen.decisions.map((each) => each.counts)).toEqual([false]);
    expect(await tasksOf(change.id)).toBe(0);
  });
});
