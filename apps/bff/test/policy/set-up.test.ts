import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  endOf,
  look,
  newProvider,
  readChange,
  submit,
  trySubmit,
} from '../support/changes.ts';
import {
  newPolicy,
  newRoles,
  policyWith,
  readPolicy,
} from '../support/console-changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, refusalOf } from '../support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  // As an installation is before anybody but its first account was there.
  await console.db.deleteFrom('milestone').execute();
  await console.db
    .updateTable('person')
    .set({ disabled_at: new Date() })
    .where('id', '<>', admin.id)
    .execute();
});
afterAll(() => console.stop());

async function auditOf(id: string): Promise<string[]> {
  const rows = await console.db
    .selectFrom('audit')
    .select('code')
    .where('object', '=', id)
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.code);
}

describe('while the console is being set up', () => {
  it('its own changes start with their submission, and are written down as that', async () => {
    expect((await readPolicy(admin)).setUp).toBe(true);
    const change = readChange(
      await trySubmit(
        admin,
        newPolicy(
          await policyWith(admin, 'console.update-policy', { approvals: 2 }),
        ),
      ),
    );
    expect(change.policy).toMatchObject({ approvals: 0, setUp: true });
    expect(change.decisions).toEqual([]);
    expect((await endOf(admin, change)).state).toBe('succeeded');
    expect(await auditOf(change.id)).toContain('setup.change');
    // Nobody is there yet who could approve: that is said, and keeps nobody from going on.
    expect(
      change.checks.find((each) => each.id === 'quorum-can-be-reached'),
    ).toMatchObject({ severity: 'warning', passed: false });
  });

  it('changes on a target wait for another person all the same', async () => {
    const change = await submit(admin, newProvider(console));
    expect(change.state).toBe('pending');
    expect(change.policy.setUp).toBeUndefined();
    expect(change.policy.approvals).toBe(1);
  });

  it('and it ends with the second person, for good', async () => {
    const person = await console.person('helpdesk');
    const change = readChange(
      await trySubmit(admin, newRoles(person, ['reviewer'])),
    );
    expect((await endOf(admin, change)).state).toBe('succeeded');
    await console.signIn(person.username);
    expect((await readPolicy(admin)).setUp).toBe(false);
    const later = await submit(
      admin,
      newRoles(person, ['reviewer', 'helpdesk']),
    );
    expect(later.state).toBe('pending');
    expect(later.policy.setUp).toBeUndefined();

    await console.db
      .updateTable('person')
      .set({ disabled_at: new Date() })
      .where('id', '=', person.id)
      .execute();
    expect((await readPolicy(admin)).setUp).toBe(false);
    const still = await trySubmit(
      admin,
      newPolicy(
        await policyWith(admin, 'console.update-policy', { windowHours: 12 }),
      ),
    );
    // Nobody is left who could approve, and one person alone is no way around that.
    expect(refusalOf(still).code).toBe('preflight_failed');
    const waiting = await look(admin, later.id);
    expect(waiting.state).toBe('pending');
  });
});
