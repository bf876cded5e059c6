import { type Database, transact } from '@keyward/database';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { findLocalAccount } from './accounts.ts';
import type { Caller } from './caller.ts';
import { isPassword } from './password.ts';
import { endSession, findCaller, startSession } from './sessions.ts';
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
  browser: { device: string; previousToken: string | null },
): Promise<{ token: string; caller: Caller }> {
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
  await limits.forgive(account, origin.ip);
  const previous = await findCaller(db, browser.previousToken);
  const token = await transact(db, async (journal) => {
    // A new sign-in never continues an old session, so a planted cookie is worth nothing.
    if (previous !== null) await endSession(journal.tx, previous.sid);
    const started = await startSession(journal.tx, {
      personId: found.personId,
      identityId: found.identityId,
      proof: 'password',
      ip: origin.ip,
      device: browser.device,
    });
    journal.audit({
      code: 'session.started',
      actor: { iss: 'local', sub: found.sub, sidHash: '' },
      personId: found.personId,
      ip: origin.ip,
      action: 'sign in',
      object: started.sid,
      outcome: 'success',
      changeHash: null,
      reqId: origin.requestId,
      detail: null,
    });
    return started.token;
  });
  const caller = await findCaller(db, token);
  if (caller === null) {
    throw new Error('A session that was just started cannot be found.');
  }
  return { token, caller };
}

export async function signOut(
  db: Database,
  caller: Caller,
  origin: Origin,
): Promise<void> {
  await transact(db, async (journal) => {
    await endSession(journal.tx, caller.sid);
    audit(journal, {
      code: 'session.ended',
      caller,
      origin,
      action: 'sign out',
      object: caller.sid,
    });
  });
}
