import type { Role } from '@keyward/contract';
import {
  connectDatabase,
  type DatabaseHandle,
  transact,
} from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '@keyward/database/test-database';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  createPerson,
  type Identity,
  setLocalPassword,
} from '../../src/people/accounts.ts';
import { openSession } from '../../src/people/open-session.ts';
import { endSetUpWhenReady, isSetUpOpen } from '../../src/people/set-up.ts';

let testDatabase: TestDatabase;
let database: DatabaseHandle;
beforeEach(async () => {
  testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  database = connectDatabase(testDatabase.url, { maxConnections: 4 });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

interface Somebody {
  id: string;
  identity: Identity;
}

function add(username: string, ...roles: Role[]): Promise<Somebody> {
  return database.db.transaction().execute(async (tx) => {
    const id = await createPerson(tx, {
      username,
      displayName: username,
      roles,
    });
    const identity = await setLocalPassword(tx, id, username, 'no real hash');
    return { id, identity };
  });
}

async function signIn({ id, identity }: Somebody): Promise<void> {
  await transact(database.db, (journal) =>
    openSession(
      journal,
      { personId: id, identity, proof: 'password' },
      { requestId: '019b0000-0000-7000-8000-000000000001', ip: '192.0.2.1' },
      { device: '', previousToken: null },
    ),
  );
}

/** What the change of roles does in its transaction. */
async function giveRole({ id }: Somebody, role: Role): Promise<void> {
  await transact(database.db, async (journal) => {
    await journal.tx
      .insertInto('person_role')
      .values({ person_id: id, role })
      .execute();
    await endSetUpWhenReady(journal);
  });
}

async function disable({ id }: Somebody): Promise<void> {
  await database.db
    .updateTable('person')
    .set({ disabled_at: new Date() })
    .where('id', '=', id)
    .execute();
}

function isOpen(): Promise<boolean> {
  return isSetUpOpen(database.db);
}

async function auditedEnds(): Promise<number> {
  const rows = await database.db
    .selectFrom('audit')
    .select('seq')
    .where('code', '=', 'setup.ended')
    .execute();
  return rows.length;
}

describe('the set-up of an installation', () => {
  it('is open while nobody, or one person alone, is there', async () => {
    expect(await isOpen()).toBe(true);
    await signIn(await add('admin', 'security_admin'));
    expect(await isOpen()).toBe(true);
    await signIn(await add('both', 'security_admin', 'reviewer'));
    // Two people, and one of them can decide on what the other submits.
    expect(await isOpen()).toBe(false);
  });

  it('does not end with one person of both roles', async () => {
    await signIn(await add('both', 'security_admin', 'reviewer'));
    expect(await isOpen()).toBe(true);
  });

  it('does not end with people who decide on nothing', async () => {
    await signIn(await add('admin', 'security_admin'));
    await signIn(await add('second', 'security_admin'));
    await signIn(await add('helpdesk', 'helpdesk'));
    expect(await isOpen()).toBe(true);
  });

  it('ends when a reviewer has really signed in, not when one is invited', async () => {
    await signIn(await add('admin', 'security_admin'));
    const reviewer = await add('reviewer', 'reviewer');
    expect(await isOpen()).toBe(true);
    await signIn(reviewer);
    expect(await isOpen()).toBe(false);
    expect(await auditedEnds()).toBe(1);
  });

  it('ends when somebody who has signed in becomes a reviewer', async () => {
    await signIn(await add('admin', 'security_admin'));
    const second = await add('second');
    await signIn(second);
    expect(await isOpen()).toBe(true);
    await giveRole(second, 'reviewer');
    expect(await isOpen()).toBe(false);
    expect(await auditedEnds()).toBe(1);
  });

  it('never opens again, whoever is disabled or loses a role', async () => {
    const admin = await add('admin', 'security_admin');
    await signIn(admin);
    const reviewer = await add('reviewer', 'reviewer');
    await signIn(reviewer);
    await disable(reviewer);
    expect(await isOpen()).toBe(false);
    await database.db.deleteFrom('person_role').execute();
    expect(await isOpen()).toBe(false);
    await signIn(await add('later', 'security_admin'));
    expect(await isOpen()).toBe(false);
    expect(await auditedEnds()).toBe(1);
  });

  it('counts no reviewer who was disabled before the admin came', async () => {
    const reviewer = await add('reviewer', 'reviewer');
    await signIn(reviewer);
    await disable(reviewer);
    await signIn(await add('admin', 'security_admin'));
    expect(await isOpen()).toBe(true);
  });

  it('is over also where two transactions end it without seeing each other', async () => {
    const admin = await add('admin');
    const reviewer = await add('reviewer', 'reviewer');
    const first = await database.pool.connect();
    await first.query('begin');
    await first.query(
      `insert into person_role (person_id, role) values ($1, 'security_admin')`,
      [admin.id],
    );
    await signIn(reviewer);
    expect(await isOpen()).toBe(true);
    await first.query('commit');
    first.release();
    expect(await isOpen()).toBe(false);
  });
});
