import type { Role } from '@keyward/contract';
import {
  type Database,
  type DatabaseTransaction,
  transact,
} from '@keyward/database';
import { v7 as uuidv7 } from 'uuid';

import { hashPassword, isPassword } from './password.ts';
import { normaliseAccount } from './sign-in-limits.ts';

/** Issuer of accounts that this console keeps itself. */
export const LOCAL_ISSUER = 'local';

export interface LocalAccount {
  personId: string;
  identityId: string;
  passwordHash: string | null;
  sub: string;
  isDisabled: boolean;
}

export async function findLocalAccount(
  db: Database,
  username: string,
): Promise<LocalAccount | null> {
  const found = await db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select([
      'identity.id',
      'identity.person_id',
      'identity.password_hash',
      'identity.sub',
      'person.disabled_at',
    ])
    .where('identity.iss', '=', LOCAL_ISSUER)
    .where('identity.sub', '=', normaliseAccount(username))
    .executeTakeFirst();
  if (found === undefined) return null;
  return {
    personId: found.person_id,
    identityId: found.id,
    passwordHash: found.password_hash,
    sub: found.sub,
    isDisabled: found.disabled_at !== null,
  };
}

export interface NewAccount {
  username: string;
  displayName: string;
  password: string;
  roles: Role[];
}

/** Makes a person with roles given here, and no way to sign in yet. `username` is in its stored spelling. */
export async function createPerson(
  tx: DatabaseTransaction,
  who: {
    username: string;
    displayName: string;
    email?: string | undefined;
    roles: Role[];
  },
): Promise<string> {
  const personId = uuidv7();
  await tx
    .insertInto('person')
    .values({
      id: personId,
      username: who.username,
      display_name: who.displayName,
      email: who.email ?? null,
    })
    .execute();
  if (who.roles.length > 0) {
    await tx
      .insertInto('person_role')
      .values(who.roles.map((role) => ({ person_id: personId, role })))
      .execute();
  }
  return personId;
}

export interface Identity {
  id: string;
  iss: string;
  sub: string;
}

/** Gives a person a password here: a new local identity, or a new password for the one that lost its own. */
export async function setLocalPassword(
  tx: DatabaseTransaction,
  personId: string,
  username: string,
  passwordHash: string,
): Promise<Identity> {
  const sub = normaliseAccount(username);
  const { id } = await tx
    .insertInto('identity')
    .values({
      id: uuidv7(),
      person_id: personId,
      iss: LOCAL_ISSUER,
      sub,
      password_hash: passwordHash,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['iss', 'sub'])
        .doUpdateSet({ password_hash: passwordHash })
        .where('identity.person_id', '=', personId),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, iss: LOCAL_ISSUER, sub };
}

/** A person with a local account that can be used at once. */
export async function createLocalAccount(
  tx: DatabaseTransaction,
  account: NewAccount,
): Promise<string> {
  const username = normaliseAccount(account.username);
  const personId = await createPerson(tx, { ...account, username });
  const passwordHash = await hashPassword(account.password);
  await setLocalPassword(tx, personId, username, passwordHash);
  return personId;
}

/** The demo's published password: demo mode is loopback only and never starts with these accounts in production. */
const DEMO_PASSWORD = 'keyward-demo';

const DEMO_ACCOUNTS: Omit<NewAccount, 'password'>[] = [
  { username: 'admin', displayName: 'Ada Admin', roles: ['security_admin'] },
  { username: 'reviewer', displayName: 'Rune Reviewer', roles: ['reviewer'] },
  { username: 'reviewer2', displayName: 'Rita Reviewer', roles: ['reviewer'] },
  { username: 'helpdesk', displayName: 'Hanna Helpdesk', roles: ['helpdesk'] },
  {
    username: 'lead',
    displayName: 'Leo Lead',
    roles: ['security_admin', 'reviewer'],
  },
];

/** Creates the demo accounts when nobody exists yet. */
export async function seedDemoAccounts(db: Database): Promise<void> {
  const anyone = await db
    .selectFrom('person')
    .select('id')
    .limit(1)
    .executeTakeFirst();
  if (anyone !== undefined) return;
  await transact(db, async (journal) => {
    for (const account of DEMO_ACCOUNTS) {
      const personId = await createLocalAccount(journal.tx, {
        ...account,
        password: DEMO_PASSWORD,
      });
      journal.audit({
        code: 'person.created',
        actor: null,
        personId,
        ip: null,
        action: 'seed demo account',
        object: personId,
        outcome: 'success',
        changeHash: null,
        reqId: null,
        detail: null,
      });
    }
  });
}

/** Production must not start on a database that a demo has filled. */
export async function hasDemoAccounts(db: Database): Promise<boolean> {
  for (const account of DEMO_ACCOUNTS) {
    const found = await findLocalAccount(db, account.username);
    if (
      found !== null &&
      !found.isDisabled &&
      (await isPassword(found.passwordHash, DEMO_PASSWORD))
    ) {
      return true;
    }
  }
  return false;
}
