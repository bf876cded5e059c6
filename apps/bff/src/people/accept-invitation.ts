import type { invitationFacts } from '@keyward/contract';
import { type Database, transact } from '@keyward/database';
import type { z } from 'zod';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { setLocalPassword } from './accounts.ts';
import { findInvitation, useInvitation } from './invitations.ts';
import { refuseWeakPassword } from './new-password.ts';
import {
  type Browser,
  openSession,
  type SignedIn,
  signedInWith,
} from './open-session.ts';
import { hashPassword } from './password.ts';
import type { SignInLimits } from './sign-in-limits.ts';

/** Whom a link is for. Changes nothing. @throws Refusal `not_found`, `rate_limited` */
export async function lookAtInvitation(
  db: Database,
  limits: SignInLimits,
  token: string,
  origin: Origin,
): Promise<z.infer<typeof invitationFacts>> {
  await limits.takeToken(origin.ip);
  const { username, displayName, expiresAt } = await findInvitation(db, token);
  return { username, displayName, expiresAt: expiresAt.toISOString() };
}

/**
 * Chooses the password of an invited person, uses the link up and signs in.
 *
 * @throws Refusal `not_found`, `rate_limited`, `validation_failed`
 */
export async function acceptInvitation(
  db: Database,
  limits: SignInLimits,
  { token, password }: { token: string; password: string },
  origin: Origin,
  browser: Browser,
): Promise<SignedIn> {
  await limits.takeToken(origin.ip);
  const { personId, username, displayName } = await findInvitation(db, token);
  refuseWeakPassword(password, { username, displayName });
  const passwordHash = await hashPassword(password);
  const session = await transact(db, async (journal) => {
    await useInvitation(journal.tx, token);
    const identity = await setLocalPassword(
      journal.tx,
      personId,
      username,
      passwordHash,
    );
    audit(journal, {
      code: 'invitation.accepted',
      origin,
      action: 'accept invitation',
      object: personId,
    });
    return openSession(
      journal,
      { personId, identity, proof: 'password' },
      origin,
      browser,
    );
  });
  return signedInWith(db, session);
}
