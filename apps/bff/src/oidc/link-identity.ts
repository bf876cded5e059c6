import { type Database, transact } from '@keyward/database';

import type { Origin } from '../http/handler.ts';
import { lockPeople } from '../people/people-lock.ts';
import type { ProvedIdentity } from './identity-claims.ts';
import { noteRefused } from './note-refused.ts';
import { noSession, type Outcome } from './outcome.ts';
import { addIdentity, findIdentity } from './person-of-identity.ts';
import { sessionOfAttempt, wasAskedAgain } from './session-of-attempt.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';

/**
 * Adds an identity to the person who is signed in, if nobody has it. From then on both ways lead to one person, which is
 * what separation compares; its groups count from the first sign-in with it.
 */
export async function linkIdentity(
  db: Database,
  attempt: SignInAttempt,
  identity: ProvedIdentity,
  origin: Origin,
): Promise<Outcome> {
  return transact(db, async (journal) => {
    await lockPeople(journal.tx);
    const session = await sessionOfAttempt(journal.tx, attempt);
    if (session === null) return noSession('not_signed_in');
    if (!wasAskedAgain(identity.authenticatedAt, attempt)) {
      return noSession('not_asked_again');
    }
    const known = await findIdentity(journal.tx, identity);
    if (known !== null && known.personId !== session.personId) {
      noteRefused(
        journal,
        session.personId,
        identity,
        origin,
        'belongs_to_another',
      );
      return noSession('belongs_to_another');
    }
    if (known === null) {
      await addIdentity(journal.tx, session.personId, identity);
      journal.audit({
        code: 'identity.linked',
        actor: { iss: identity.iss, sub: identity.sub, sidHash: '' },
        personId: session.personId,
        ip: origin.ip,
        action: 'link an identity of the organisation',
        object: session.personId,
        outcome: 'success',
        changeHash: null,
        reqId: origin.requestId,
        detail: null,
      });
    }
    return { kind: 'done', token: null };
  });
}
