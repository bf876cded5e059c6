import {
  type Permission,
  permissionsOf,
  proofMethod,
  type ProofMethod,
  type Role,
  role,
} from '@keyward/contract';
import type {
  Database,
  DatabaseTransaction,
  Queryable,
} from '@keyward/database';
import { sql } from 'kysely';
import { hash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import { isDatabaseAway } from '../http/database-away.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from './caller.ts';

/** An idle session ends so soon that a browser left open is worth little. */
export const SESSION_IDLE_MINUTES = 15;
/** No use keeps a session alive beyond this. */
export const SESSION_HOURS = 8;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What the table holds of a token: who reads the database cannot sign in with it. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

export interface NewSession {
  personId: string;
  identityId: string;
  proof: ProofMethod;
  /** When that was, if not just now. */
  provedAt?: Date;
  ip: string;
  /** What the browser says it is, for people to recognise their sessions by. */
  device: string;
}

/** Starts a session and returns its token, which is stored nowhere: the table holds its hash. */
export async function startSession(
  tx: DatabaseTransaction,
  { personId, identityId, proof, provedAt, ip, device }: NewSession,
): Promise<{ token: string; sid: string }> {
  const token = randomBytes(32).toString('base64url');
  const sid = uuidv7();
  await tx
    .insertInto('session')
    .values({
      token_hash: hashToken(token),
      sid,
      person_id: personId,
      identity_id: identityId,
      proof_method: proof,
      ...(provedAt === undefined ? {} : { proved_at: provedAt }),
      device: device.slice(0, 200),
      ip,
      last_seen_at: sql<Date>`now()`,
      expires_at: sql<Date>`now() + ${`${String(SESSION_HOURS)} hours`}::interval`,
    })
    .execute();
  await tx
    .updateTable('person')
    .set({ last_sign_in_at: sql<Date>`now()` })
    .where('id', '=', personId)
    .execute();
  return { token, sid };
}

/**
 * Gives a live session a new token; the old one is worth nothing from then on. With a proof the session's proof is the
 * one just given.
 *
 * @throws Refusal `unauthenticated` when the session has ended meanwhile
 */
export async function rotateSession(
  tx: DatabaseTransaction,
  sid: string,
  proof?: ProofMethod,
  provedAt?: Date,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const rotated = await tx
    .updateTable('session')
    .set({
      token_hash: hashToken(token),
      last_seen_at: sql<Date>`now()`,
      ...(proof === undefined
        ? {}
        : { proof_method: proof, proved_at: provedAt ?? sql<Date>`now()` }),
    })
    .where('sid', '=', sid)
    .where('revoked_at', 'is', null)
    .returning('sid')
    .executeTakeFirst();
  if (rotated === undefined) throw new Refusal('unauthenticated');
  return token;
}

/** Who a token belongs to, or null when it is unknown, ended, idle for too long, or its person disabled. */
export async function findCaller(
  db: Database,
  token: string | null,
): Promise<Caller | null> {
  if (token === null || !TOKEN.test(token)) return null;
  const found = await liveSessions(db)
    .where('session.token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (found === undefined) return null;
  await touch(db, found.sid);
  return withRoles(db, found);
}

/** At most once a minute, which keeps reads from becoming writes; a database that cannot write can still be read. */
async function touch(db: Database, sid: string): Promise<void> {
  try {
    await db
      .updateTable('session')
      .set({ last_seen_at: sql<Date>`now()` })
      .where('sid', '=', sid)
      .where('last_seen_at', '<', sql<Date>`now() - interval '1 minute'`)
      .execute();
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
  }
}

/** Which of these sessions may keep the streams they opened, and what each of them may do now. */
export async function findLiveSessions(
  db: Database,
  sids: readonly string[],
): Promise<ReadonlyMap<string, readonly Permission[]>> {
  const found = await liveSessions(db)
    .where('session.sid', 'in', sids)
    .execute();
  if (found.length === 0) return new Map();
  const rows = await db
    .selectFrom('person_role')
    .select(['person_id', 'role'])
    .where('person_id', 'in', [...new Set(found.map(({ id }) => id))])
    .execute();
  const held = Map.groupBy(rows, (row) => row.person_id);
  return new Map(
    found.map(({ sid, id }) => [
      sid,
      permissionsOf(heldRoles(held.get(id) ?? [])),
    ]),
  );
}

/** Sessions that count, with whom and how: not ended, not idle, of somebody who is not disabled. */
export function liveSessions(db: Queryable) {
  return db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .innerJoin('identity', 'identity.id', 'session.identity_id')
    .select([
      'session.sid',
      'session.created_at',
      'session.expires_at',
      'session.proof_method',
      'session.proved_at',
      'person.id',
      'person.username',
      'person.display_name',
      'identity.id as identity_id',
      'identity.iss',
      'identity.sub',
    ])
    .where('session.revoked_at', 'is', null)
    .where('person.disabled_at', 'is', null)
    .where('session.expires_at', '>', sql<Date>`now()`)
    .where(
      'session.last_seen_at',
      '>',
      sql<Date>`now() - ${`${String(SESSION_IDLE_MINUTES)} minutes`}::interval`,
    );
}

type Found = Awaited<
  ReturnType<ReturnType<typeof liveSessions>['executeTakeFirstOrThrow']>
>;

async function withRoles(db: Database, found: Found): Promise<Caller> {
  const rows = await db
    .selectFrom('person_role')
    .select('role')
    .where('person_id', '=', found.id)
    .execute();
  const roles = heldRoles(rows);
  return {
    person: {
      id: found.id,
      username: found.username,
      displayName: found.display_name,
    },
    roles,
    permissions: permissionsOf(roles),
    sid: found.sid,
    identity: { id: found.identity_id, iss: found.iss, sub: found.sub },
    proof: {
      method: proofMethod.parse(found.proof_method),
      at: found.proved_at,
    },
    signedInAt: found.created_at,
    expiresAt: found.expires_at,
  };
}

function heldRoles(rows: readonly { role: string }[]): Role[] {
  const held = z.array(role).parse(rows.map((row) => row.role));
  return [...new Set(held)].sort();
}
