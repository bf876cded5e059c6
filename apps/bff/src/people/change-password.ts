import { type Database, transact } from '@keyward/database';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { LOCAL_ISSUER } from './accounts.ts';
import type { Caller } from './caller.ts';
import { endSessionsOf } from './end-sessions.ts';
import { requireFreshProof } from './fresh-proof.ts';
import { refuseWeakPassword } from './new-password.ts';
import { type SignedIn, signedInWith } from './open-session.ts';
import { hashPassword, isPassword } from './password.ts';
import { rotateSession } from './sessions.ts';
import type { SignInLimits } from './sign-in-limits.ts';

/**
 * Changes one's own password. Every other session of the person ends, and this one gets a new token.
 *
 * @throws Refusal `step_up_required`, `invalid_state` without a password here, `invalid_credentials`, `rate_limited`,
 *   `validation_failed`
 */
export async function changePassword(
  db: Database,
  limits: SignInLimits,
  caller: Caller,
  { current, password }: { current: string; password: string },
  origin: Origin,
): Promise<SignedIn> {
  await requireFreshProof(db, caller);
  const account = await db
    .selectFrom('identity')
    .select(['id', 'sub', 'password_hash'])
    .where('person_id', '=', caller.person.id)
    .where('iss', '=', LOCAL_ISSUER)
    .executeTakeFirst();
  if (account === undefined || account.password_hash === null) {
    throw new Refusal('invalid_state', {
      detail: 'You have no password here: you sign in with your organisation.',
    });
  }
  await limits.take(account.sub, origin.ip);
  if (!(await isPassword(account.password_hash, current))) {
    const refusal = new Refusal('invalid_credentials', {
      detail: 'The current password is wrong.',
      fieldErrors: [
        {
          pointer: '/current',
          code: 'invalid_credentials',
          message: 'This is not your current password.',
        },
      ],
    });
    refusal.denial = { object: caller.sid, reason: 'password' };
    throw refusal;
  }
  await limits.forgive(account.sub, origin.ip);
  refuseWeakPassword(password, caller.person);
  const passwordHash = await hashPassword(password);
  const token = await transact(db, async (journal) => {
    // First the password: a sign-in with the old one that is under way then fails, or its session is found below.
    await journal.tx
      .updateTable('identity')
      .set({ password_hash: passwordHash })
      .where('id', '=', account.id)
      .execute();
    const ended = await endSessionsOf(
      journal.tx,
      caller.person.id,
      'password_changed',
      caller.sid,
    );
    audit(journal, {
      code: 'password.changed',
      caller,
      origin,
      action: 'change password',
      object: caller.person.id,
      detail: `${String(ended)} other sessions ended`,
    });
    return rotateSession(journal.tx, caller.sid);
  });
  return signedInWith(db, token);
}
