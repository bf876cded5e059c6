import { type Database, transact } from '@keyward/database';

import type { Origin } from '../http/handler.ts';
import { rotateSession } from '../people/sessions.ts';
import type { ProvedIdentity } from './identity-claims.ts';
import { noteRefused } from './note-refused.ts';
import { noSession, type Outcome } from './outcome.ts';
import { findIdentity } from './person-of-identity.ts';
import { sessionOfAttempt, wasAskedAgain } from './session-of-attempt.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';
import { notInTheFuture } from './sign-in-with-identity.ts';
import { syncRoles } from './sync-roles.ts';

/**
 * Proves again who is at a session: the same person, asked anew by the provider. The session goes on under another
 * token, so a copy of the old one is worth nothing.
 */
export async function stepUpWithIdentity(
  db: Database,
  attempt: SignInAttempt,
  identity: ProvedIdentity,
  origin: Origin,
): Promise<Outcome> {
  return transact(db, async (journal) => {
    const session = await sessionOfAttempt(journal.tx, attempt);
    if (session === null) return noSession('not_signed_in');
    const known = await findIdentity(journal.tx, identity);
    if (known?.personId !== session.personId) {
      noteRefused(
        journal,
        session.personId,
        identity,
        origin,
        'another_person',
      );
      return noSession('another_person');
    }
    if (!wasAskedAgain(identity.authenticatedAt, attempt)) {
      return noSession('not_asked_again');
    }
    const moved = await syncRoles(journal, known.personId, identity, origin);
    if (moved.given.length + moved.taken.length > 0) {
      return noSession('roles_changed');
    }
    journal.audit({
      code: 'session.stepped_up',
      actor: { iss: identity.iss, sub: identity.sub, sidHash: '' },
      personId: known.personId,
      ip: origin.ip,
      action: 'step up by oidc',
      object: session.sid,
      outcome: 'success',
      changeHash: null,
      reqId: origin.requestId,
      detail: null,
    });
    const token = await rotateSession(
      journal.tx,
      session.sid,
      'oidc',
      notInTheFuture(identity.authenticatedAt),
    );
    return { kind: 'done', token };
  });
}
