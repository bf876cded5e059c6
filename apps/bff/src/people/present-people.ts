import {
  type Passkey,
  type PersonDetail,
  type PersonItem,
  role,
} from '@keyward/contract';
import type { Queryable } from '@keyward/database';
import { z } from 'zod';

import { Refusal } from '../http/refusal.ts';
import type { Caller } from './caller.ts';
import { readSessions } from './list-sessions.ts';
import { liveSessions } from './sessions.ts';

const roleSource = z.enum(['console', 'idp']);

/** Everybody who has or had access, by user name. */
export async function listPeople(db: Queryable): Promise<PersonItem[]> {
  return readPeople(db, null);
}

/** One person with identities, passkeys and open sessions. @throws Refusal `not_found` */
export async function getPerson(
  db: Queryable,
  caller: Caller,
  personId: string,
): Promise<PersonDetail> {
  const [found] = await readPeople(db, personId);
  if (found === undefined) throw new Refusal('not_found');
  return {
    ...found,
    identities: await readIdentities(db, personId),
    passkeyList: await readPasskeys(db, personId),
    sessionList: await readSessions(db, personId, caller.sid),
  };
}

async function readPeople(
  db: Queryable,
  personId: string | null,
): Promise<PersonItem[]> {
  const all = db
    .selectFrom('person')
    .selectAll()
    .select((query) => [
      query
        .selectFrom('passkey')
        .select((each) => each.fn.countAll<number>().as('count'))
        .whereRef('passkey.person_id', '=', 'person.id')
        .as('passkeys'),
      query
        .selectFrom('invitation')
        .select((each) => each.fn.max('expires_at').as('until'))
        .whereRef('invitation.person_id', '=', 'person.id')
        .where('used_at', 'is', null)
        .as('invited_until'),
    ])
    .orderBy('username');
  const rows = await (
    personId === null ? all : all.where('person.id', '=', personId)
  ).execute();
  const roles = await rolesOf(db, personId);
  const sessions = await sessionCounts(db);
  return rows.map((row) => ({
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    email: row.email,
    active: row.disabled_at === null,
    roles: roles.get(row.id) ?? [],
    passkeys: row.passkeys ?? 0,
    sessions: sessions.get(row.id) ?? 0,
    createdAt: row.created_at.toISOString(),
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    invitedUntil: row.invited_until?.toISOString() ?? null,
  }));
}

async function rolesOf(
  db: Queryable,
  personId: string | null,
): Promise<Map<string, PersonItem['roles']>> {
  const all = db
    .selectFrom('person_role')
    .selectAll()
    .orderBy('role')
    .orderBy('source');
  const rows = await (
    personId === null ? all : all.where('person_id', '=', personId)
  ).execute();
  const held = new Map<string, PersonItem['roles']>();
  for (const row of rows) {
    const roles = held.get(row.person_id) ?? [];
    roles.push({
      role: role.parse(row.role),
      source: roleSource.parse(row.source),
      grantedAt: row.granted_at.toISOString(),
    });
    held.set(row.person_id, roles);
  }
  return held;
}

async function sessionCounts(db: Queryable): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { id } of await liveSessions(db).execute()) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

async function readIdentities(
  db: Queryable,
  personId: string,
): Promise<PersonDetail['identities']> {
  const rows = await db
    .selectFrom('identity')
    .select(['iss', 'sub', 'created_at'])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute();
  return rows.map(({ iss, sub, created_at }) => ({
    iss,
    sub,
    createdAt: created_at.toISOString(),
  }));
}

async function readPasskeys(
  db: Queryable,
  personId: string,
): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('passkey')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    publicKeySha256: row.public_key_sha256,
    backedUp: row.backed_up,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }));
}
