import { type Database, type Journal, transact } from '@keyward/database';

import type { Origin } from '../http/handler.ts';
import { endSession } from '../people/end-sessions.ts';
import { openSession } from '../people/open-session.ts';
import { lockPeople } from '../people/people-lock.ts';
import type { ProvedIdentity } from './identity-claims.ts';
import { noteRefused } from './note-refused.ts';
import { noSession, type Outcome } from './outcome.ts';
import {
  createPerson,
  findIdentity,
  type KnownIdentity,
} from './person-of-identity.ts';
import { syncRoles } from './sync-roles.ts';

/** A proof that the provider does not date is as good as none: what is sensitive asks for another. */
const UNDATED = new Date(0);

/**
 * Signs in whoever an identity belongs to. Somebody new becomes a person if a group of theirs has a role; the groups of
 * somebody known are brought up to date first, so a lost group counts at once.
 *
 * @param browser `sid` is the session the browser had when it set out; it ends
 */
export async function signInWithIdentity(
  db: Database,
  identity: ProvedIdentity,
  origin: Origin,
  browser: { device: string; sid: string | null },
): Promise<Outcome> {
  return transact(db, async (journal) => {
    await lockPeople(journal.tx);
    const found = await personOf(journal, identity, origin);
    if (found === null) return noSession('no_role');
    await syncRoles(journal, found.personId, identity, origin);
    const refused = found.isDisabled
      ? 'disabled'
      : (await hasRole(journal, found.personId))
        ? null
        : 'no_role';
    if (refused !== null) {
      noteRefused(journal, found.personId, identity, origin, refused);
      return noSession(refused);
    }
    if (browser.sid !== null) {
      await endSession(journal.tx, browser.sid, 'signed_in_again');
    }
    const token = await openSession(
      journal,
      {
        personId: found.personId,
        identity: {
          id: found.identityId,
          iss: identity.iss,
          sub: identity.sub,
        },
        proof: 'oidc',
        provedAt: notInTheFuture(identity.authenticatedAt ?? UNDATED),
      },
      origin,
      { device: browser.device, previousToken: null },
    );
    return { kind: 'done', token };
  });
}

async function personOf(
  journal: Journal,
  identity: ProvedIdentity,
  origin: Origin,
): Promise<KnownIdentity | null> {
  const known = await findIdentity(journal.tx, identity);
  if (known !== null || identity.roles.length === 0) return known;
  return createPerson(journal, identity, origin);
}

async function hasRole({ tx }: Journal, personId: string): Promise<boolean> {
  const held = await tx
    .selectFrom('person_role')
    .select('role')
    .where('person_id', '=', personId)
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}

/** The provider's clock may be a little ahead; a proof of tomorrow would stay fresh too long. */
export function notInTheFuture(at: Date): Date {
  return new Date(Math.min(at.getTime(), Date.now()));
}
