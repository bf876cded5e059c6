import {
  type Database,
  type DatabaseTransaction,
  transact,
} from '@keyward/database';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import {
  findLocalAccount,
  LOCAL_ISSUER,
  type LocalAccount,
} from './accounts.ts';
import type { Caller } from './caller.ts';
import { endSession } from './end-sessions.ts';
import { isPassword } from './password.ts';
import {
  type Browser,
  openSession,
  type SignedIn,
  signedInWith,
} from './open-session.ts';
import { normaliseAccount, type SignInLimits } from './sign-in-limits.ts';

/**
 * Signs a local account in. Unknown account, wrong password and disabled person answer alike and take as long.
 *
 * @throws Refusal `invalid_credentials`, `rate_limited`
 */
export async function signIn(
  db: Database,
  limits: SignInLimits,
  input: { username: string; password: string },
  origin: Origin,
  browser: Browser,
): Promise<SignedIn> {
  const account = normaliseAccount(input.username);
  await limits.take(account, origin.ip);
  const found = await findLocalAccount(db, input.username).catch(
    async (error: unknown) => {
      // A fault of ours is nobody's guess.
      await limits.forgive(account, origin.ip);
      throw error;
    },
  );
  const isRight = await isPassword(found?.passwordHash ?? null, input.password);
  if (found === null || !isRight || found.isDisabled) {
    throw new Refusal('invalid_credentials');
  }
  await limits.succeed(account, origin.ip);
  const token = await transact(db, async (journal) => {
    await holdPassword(journal.tx, found);
    return openSession(
      journal,
      {
        personId: found.personId,
        identity: { id: found.identityId, iss: LOCAL_ISSUER, sub: found.sub },
        proof: 'password',
      },
      origin,
      browser,
    );
  });
  return signedInWith(db, token);
}

/** A password that was changed or taken away while it was being compared opens nothing. */
async function holdPassword(
  tx: DatabaseTransaction,
  account: LocalAccount,
): Promise<void> {
  const held = await tx
    .selectFrom('identity')
    .select('id')
    .where('id', '=', account.identityId)
    .where('password_hash', '=', account.passwordHash)
    .forShare()
    .executeTakeFirst();
  if (held === undefined) throw new Refusal('invalid_credentials');
}

export async function signOut(
  db: Database,
  caller: Caller,
  origin: Origin,
): Promise<void> {
  await transact(db, async (journal) => {
    await endSession(journal.tx, caller.sid, 'signed_out');
    audit(journal, {
      code: 'session.ended',
      caller,
      origin,
      action: 'sign out',
      object: caller.sid,
    });
  });
}
