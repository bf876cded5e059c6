import { proofMethod, type SessionItem } from '@keyward/contract';
import type { Database, Queryable } from '@keyward/database';

import { Refusal } from '../http/refusal.ts';
import type { Caller } from './caller.ts';
import { describeDevice } from './device.ts';
import { liveSessions } from './sessions.ts';

/**
 * Sessions that are open now, the latest used first: one's own, or those of `whose` for who manages people.
 *
 * @throws Refusal `forbidden`
 */
export async function listSessions(
  db: Database,
  caller: Caller,
  whose?: string,
): Promise<SessionItem[]> {
  const wanted = whose ?? caller.person.id;
  const isOwn = wanted === caller.person.id;
  if (!isOwn && !caller.permissions.includes('people:manage')) {
    const refusal = new Refusal('forbidden');
    refusal.denial = { object: null, reason: 'sessions of others' };
    throw refusal;
  }
  return readSessions(db, wanted === 'all' ? null : wanted, caller.sid);
}

/** Open sessions of one person, or of everybody with null. */
export async function readSessions(
  db: Queryable,
  personId: string | null,
  currentSid: string,
): Promise<SessionItem[]> {
  const all = liveSessions(db)
    .select(['session.device', 'session.ip', 'session.last_seen_at'])
    .select((query) =>
      query
        .case()
        .when('identity.iss', '=', 'local')
        .then('password')
        .else('oidc')
        .end()
        .as('signed_in_with'),
    )
    .orderBy('session.last_seen_at', 'desc')
    .orderBy('session.sid');
  const rows = await (
    personId === null ? all : all.where('session.person_id', '=', personId)
  ).execute();
  return rows.map((row) => ({
    id: row.sid,
    person: {
      id: row.id,
      username: row.username,
      displayName: row.display_name,
    },
    signedInWith: signInMethod.parse(row.signed_in_with),
    device: describeDevice(row.device),
    ip: row.ip,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    current: row.sid === currentSid,
  }));
}

const signInMethod = proofMethod.exclude(['passkey']);
